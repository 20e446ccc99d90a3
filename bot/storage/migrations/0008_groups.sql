-- What the admins of a server have chosen, and the setups they are filling in.

-- visibility: of members who never chose any themselves.
CREATE TABLE group_settings (
  group_id      BIGINT PRIMARY KEY,
  coach_role_id BIGINT,
  visibility    TEXT   NOT NULL CHECK (visibility IN ('public', 'server', 'private')),
  version       BIGINT NOT NULL
);

-- id: snowflake of the interaction that began it. form: the domain's SetupForm, as JSON.
CREATE TABLE setup_form (
  id      BIGINT PRIMARY KEY,
  form    TEXT   NOT NULL,
  version BIGINT NOT NULL
);

-- Members who never chose are shown to others as their server wants it.
ALTER TABLE learner ADD COLUMN visibility_chosen BIGINT NOT NULL DEFAULT 0;
UPDATE learner SET visibility_chosen = 1 WHERE visibility <> 'server';

-- The last failures in a server.
CREATE INDEX daily_post_by_group ON daily_post (group_id, day);
