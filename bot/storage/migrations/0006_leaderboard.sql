-- A leaderboard reads the attempts made in a server, in the order of time.
CREATE INDEX attempt_by_group ON attempt (group_id, id);
