-- Lists that a test key uploaded: it knows of no others.
ALTER TABLE uploads ADD COLUMN test INTEGER NOT NULL DEFAULT 0; -- 1: a test key uploaded it
