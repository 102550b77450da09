-- A cohort can be replaced: who did it last, and when.
alter table saved_cohort add column updated_at timestamptz;
alter table saved_cohort add column updated_by text;
update saved_cohort set updated_at = created_at, updated_by = created_by;
alter table saved_cohort alter column updated_at set not null;
alter table saved_cohort alter column updated_by set not null;
