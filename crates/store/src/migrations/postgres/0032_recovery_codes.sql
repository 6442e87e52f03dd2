-- What lets people in who have lost the phone that shows their codes.

CREATE TABLE recovery_codes (
    user_id BIGINT NOT NULL,
    code_hash BYTEA NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (user_id, code_hash)
);
