-- Every record of the log that the warehouse has read is booked with exactly one fate by the partition it came from, in the transaction that
-- moves the position on. So per partition: next_offset = booked + unbooked, where unbooked is what was read before this was kept.
alter table warehouse_offset add column unbooked bigint not null default 0;
update warehouse_offset position set unbooked = position.next_offset - coalesce(
    (select sum(books.count) from quality_count books
        where books.source = position.partition and books.data_set <> 'acquisition'
        and books.code in ('stored', 'stored_before', 'quarantined', 'dead_letter')), 0);
