-- Which messages a number has: no longer an index, whose entries each dirtied a page of their own, but a table that is
-- filled in large, sorted batches from a tail that is written in the order of commits.

CREATE TABLE message_numbers (
    bucket INTEGER NOT NULL,
    organization_id INTEGER NOT NULL,
    number TEXT NOT NULL,
    id INTEGER NOT NULL,
    PRIMARY KEY (bucket, organization_id, number, id)
) STRICT, WITHOUT ROWID;

-- The index that goes still gives the rows in their order.
INSERT INTO message_numbers (bucket, organization_id, number, id)
    SELECT bucket, organization_id, to_addr, id FROM messages ORDER BY bucket, organization_id, to_addr, id;
DROP INDEX messages_number;

CREATE TABLE number_tail (
    seq INTEGER PRIMARY KEY,
    bucket INTEGER NOT NULL,
    organization_id INTEGER NOT NULL,
    number TEXT NOT NULL,
    id INTEGER NOT NULL
) STRICT;
