-- The role that a daily post pings: the post is written anew with each edit, and goes on naming it.
ALTER TABLE round ADD COLUMN role_id BIGINT;
