-- Stores, judges and counts the reports of one minute in one statement, so that a crash leaves all of it or nothing.
-- $1 service  $2 report id  $3 place  $4 kind (0 down, 1 works)  $5 problem  $6 person under today's key  $7 under yesterday's
-- $8 network under today's key  $9 under yesterday's  $10 hash of the idempotency key or null  $11 hash of the body  $12 keep as a row
-- $13 comment  $14 minute  $15 key day  $16 window in minutes  $17 a network is fresh again after so many minutes  $18 the minute now
-- Returns a row per report that was not a retry; a report that is missing from the answer has its key taken: see receipts.
-- Joins instead of correlated subqueries, and integers for minutes: Citus refuses the others beside data-modifying CTEs.
with incoming as (
    select * from unnest($1::int[], $2::uuid[], $3::int[], $4::smallint[], $5::smallint[], $6::bytea[], $7::bytea[], $8::bytea[], $9::bytea[],
                         $10::bytea[], $11::bytea[], $12::boolean[], $13::text[])
        with ordinality as t(service_id, id, place_id, kind, problem_id, person, person_before, network, network_before, key_hash, body_hash, keep, comment, ord)),
claimed as (
    insert into receipts (service_id, key_hash, body_hash, report_id, minute, stored_minute, place_id)
    select distinct on (service_id, key_hash) service_id, key_hash, body_hash, id, $14, $18, place_id
    from incoming where key_hash is not null order by service_id, key_hash, ord
    on conflict do nothing
    returning service_id, report_id),
new_report as (
    select i.* from incoming i left join claimed c on c.service_id = i.service_id and c.report_id = i.id
    where i.key_hash is null or c.report_id is not null),
first_of_person as (
    select distinct on (service_id, kind, person) * from new_report order by service_id, kind, person, ord),
person_yesterday as (
    select y.service_id, y.kind, y.reporter from reporters y join first_of_person p
        on p.service_id = y.service_id and p.kind = y.kind and p.person_before = y.reporter
    where y.key_day = $15 - 1 and abs($14 - y.last_counted) < $16),
counted as (
    insert into reporters (service_id, key_day, kind, reporter, last_counted)
    select p.service_id, $15, p.kind, p.person, $14
    from first_of_person p left join person_yesterday y on y.service_id = p.service_id and y.kind = p.kind and y.reporter = p.person_before
    where y.reporter is null
    on conflict (service_id, key_day, kind, reporter) do update
        set last_counted = greatest(reporters.last_counted, excluded.last_counted)
        where abs(excluded.last_counted - reporters.last_counted) >= $16
    returning service_id, kind, reporter),
counted_report as (
    select p.* from first_of_person p join counted c on c.service_id = p.service_id and c.kind = p.kind and c.reporter = p.person),
first_of_network as (
    select distinct on (service_id, network) service_id, network, network_before, id from counted_report where kind = 0 order by service_id, network, ord),
network_yesterday as (
    select distinct y.service_id, y.network from networks y join first_of_network p on p.service_id = y.service_id and p.network_before = y.network
    where y.key_day = $15 - 1 and abs($14 - y.last_fresh) < $17),
fresh_network as (
    insert into networks (service_id, key_day, network, last_fresh)
    select p.service_id, $15, p.network, $14
    from first_of_network p left join network_yesterday y on y.service_id = p.service_id and y.network = p.network_before
    where y.network is null
    on conflict (service_id, key_day, network) do update
        set last_fresh = greatest(networks.last_fresh, excluded.last_fresh)
        where abs(excluded.last_fresh - networks.last_fresh) >= $17
    returning service_id, network),
fresh_report as (
    select p.id from first_of_network p join fresh_network n on n.service_id = p.service_id and n.network = p.network),
judged as (
    select r.*, c.id is not null as is_counted, f.id is not null as is_fresh
    from new_report r left join counted_report c on c.id = r.id left join fresh_report f on f.id = r.id),
stored as (
    insert into reports (service_id, minute, id, place_id, kind, problem_id, counted)
    select service_id, $14, id, place_id, kind, problem_id, is_counted from judged where keep
    returning 1),
commented as (
    insert into comments (service_id, report_id, minute, text)
    select service_id, id, $14, comment from judged where keep and comment is not null
    returning 1),
added as (
    insert into minute_counts (service_id, minute, place_id, kind, problem_id, count, fresh)
    select service_id, $14, place_id, kind, problem_id, count(*), count(*) filter (where is_fresh)
    from judged where is_counted group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
    on conflict (service_id, minute, place_id, kind, problem_id) do update
        set count = minute_counts.count + excluded.count, fresh = minute_counts.fresh + excluded.fresh
    returning 1),
recounted as (
    insert into recounts (service_id, minute)
    select distinct service_id, $14 from judged where is_counted and $14 < $18
    on conflict do nothing
    returning 1)
select id, is_counted from judged
