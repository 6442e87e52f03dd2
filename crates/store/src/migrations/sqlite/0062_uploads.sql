-- Lists of numbers that were uploaded to be sent to. The numbers themselves lie in the spool until the list expires.
CREATE TABLE uploads (
    organization_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    original_name TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    numbers INTEGER NOT NULL,
    duplicates INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    state INTEGER NOT NULL, -- 1: its numbers can be sent to; 2: they are gone
    uploaded_at INTEGER NOT NULL,
    processed_at INTEGER NOT NULL,
    PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX uploads_age ON uploads (uploaded_at) WHERE state = 1;
