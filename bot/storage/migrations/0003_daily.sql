-- Daily posts: when they are due, and what became of each.
-- weekdays, topics, levels: JSON lists; the days are counted from Monday, 0.
-- next_due, planned_at, at: milliseconds since 1970 (UTC). day: the ISO date in the schedule's zone.

-- planned_at: what the clock said when next_due was set after a post; 0 where a person set it.
CREATE TABLE schedule (
  id          BIGINT PRIMARY KEY,
  group_id    BIGINT NOT NULL,
  channel_id  BIGINT NOT NULL,
  zone        TEXT   NOT NULL,
  post_minute BIGINT NOT NULL CHECK (post_minute BETWEEN 0 AND 1439),
  weekdays    TEXT   NOT NULL,
  topics      TEXT   NOT NULL,
  levels      TEXT   NOT NULL,
  role_id     BIGINT,
  next_due    BIGINT NOT NULL,
  planned_at  BIGINT NOT NULL DEFAULT 0,
  state       TEXT   NOT NULL CHECK (state IN ('active', 'paused')),
  failures    BIGINT NOT NULL DEFAULT 0,
  told        BIGINT NOT NULL DEFAULT 0 CHECK (told IN (0, 1)),
  version     BIGINT NOT NULL DEFAULT 0
);

CREATE INDEX schedule_by_group ON schedule (group_id, id);
CREATE INDEX schedule_due ON schedule (next_due, id) WHERE state = 'active';
CREATE INDEX schedule_planned ON schedule (planned_at) WHERE state = 'active';

-- It outlives its schedule, since its buttons do.
-- tries: how often it was claimed. item_id: NULL where no question was chosen.
CREATE TABLE daily_post (
  schedule_id BIGINT NOT NULL,
  day         TEXT   NOT NULL,
  group_id    BIGINT NOT NULL,
  state       TEXT   NOT NULL CHECK (state IN ('claimed', 'sent', 'skipped', 'failed')),
  at          BIGINT NOT NULL,
  tries       BIGINT NOT NULL DEFAULT 0,
  item_id     TEXT,
  message_id  BIGINT,
  reason      TEXT,
  PRIMARY KEY (schedule_id, day)
);

CREATE INDEX daily_post_unfinished ON daily_post (at) WHERE state = 'claimed';
