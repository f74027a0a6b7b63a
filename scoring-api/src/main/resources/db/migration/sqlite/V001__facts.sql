-- Times are microseconds since 1970. AUTOINCREMENT, because a seq must not be used twice after the newest fact was pruned.
CREATE TABLE fact (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    at INTEGER NOT NULL,
    stored_at INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT;

-- Age counts from the earlier of the two: a host whose clock runs ahead must not keep its facts for ever.
CREATE INDEX fact_by_age ON fact (kind, min(at, stored_at));

-- What was removed since the store was created; reason is 'aged' or 'over_budget'.
CREATE TABLE pruned (
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    facts INTEGER NOT NULL,
    PRIMARY KEY (kind, reason)
) STRICT, WITHOUT ROWID;
