-- Servers that have removed the bot; what is theirs goes a month later.
-- left_at: milliseconds since 1970 (UTC).
CREATE TABLE left_group (
  group_id BIGINT PRIMARY KEY,
  left_at  BIGINT NOT NULL
);

CREATE INDEX left_group_by_time ON left_group (left_at);
CREATE INDEX round_by_group ON round (group_id);
