-- The header line of a CSV file as it came: without it a row of the file that was refused cannot be read again.
alter table import_file add column header text not null default '';
