-- What people decide about their organization: what it counts money in, who sees whole numbers, how long it keeps messages.
ALTER TABLE organizations ADD COLUMN currency TEXT NOT NULL DEFAULT 'USD';
ALTER TABLE organizations ADD COLUMN privacy INTEGER NOT NULL DEFAULT 2; -- 1: masked; 2: by role; 3: shown
ALTER TABLE organizations ADD COLUMN retention_days INTEGER NOT NULL DEFAULT 0; -- 0: messages are kept
