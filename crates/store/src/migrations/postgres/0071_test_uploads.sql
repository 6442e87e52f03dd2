-- Lists that a test key uploaded: it knows of no others.
ALTER TABLE uploads ADD COLUMN test BIGINT NOT NULL DEFAULT 0; -- 1: a test key uploaded it
