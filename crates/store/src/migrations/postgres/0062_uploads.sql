-- Lists of numbers that were uploaded to be sent to. The numbers themselves lie in the spool until the list expires.
CREATE TABLE uploads (
    organization_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    original_name TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    numbers BIGINT NOT NULL,
    duplicates BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    state BIGINT NOT NULL, -- 1: its numbers can be sent to; 2: they are gone
    uploaded_at BIGINT NOT NULL,
    processed_at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id)
);
CREATE INDEX uploads_age ON uploads (uploaded_at) WHERE state = 1;
