-- Which days and hours an organization's figures are cut by: a name of the IANA time zone database.
ALTER TABLE organizations ADD COLUMN time_zone TEXT NOT NULL DEFAULT 'UTC';
