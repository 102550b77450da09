-- The version of the pseudonym key that the bytes of a refused row are encrypted under; null where they are in clear, as before, or where there are none.
alter table quarantine add column key_version smallint;

-- Rows of nobody known, which an erasure reads all of: what stands in them can no longer be searched here.
create index quarantine_unnamed on quarantine (quarantine_id) where user_hash is null;
