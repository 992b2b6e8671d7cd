using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Reports.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class PersonsWithNetworks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // The first half of a network's hash is its name among the persons; 0 is "down". Of a day without its part of the persons nothing is kept, nor are parts of networks that were detached and not dropped.
            migrationBuilder.Sql("""
                alter table reporters add column fresh boolean not null default false;
                insert into reporters (service_id, key_day, slice, kind, reporter, minute, fresh)
                    select service_id, key_day, slice, 0, substring(network for 8) || '\x0000000000000000'::bytea, minute, true from networks where key_day in (
                        select day from (select distinct key_day as day from networks) days
                        where exists (select from pg_inherits where inhrelid = to_regclass('reporters_k' || to_char(day, 'FM00000')) and not inhdetachpending)) on conflict do nothing;
                alter table reporters alter column fresh drop default;
                drop table networks;
                do $$ declare part text; begin
                    for part in select relname from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace and relname ~ '^networks_k[0-9]+$' loop
                        execute format('drop table %I', part);
                    end loop;
                end $$;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                create table networks (
                    service_id integer not null, key_day integer not null, slice integer not null, network bytea not null, minute integer not null,
                    constraint pk_networks primary key (service_id, key_day, slice, network, minute)) partition by list (key_day);
                do $$ declare day integer; begin
                    for day in select distinct key_day from reporters loop
                        execute format('create table networks_k%s partition of networks for values in (%s)', to_char(day, 'FM00000'), day);
                    end loop;
                end $$;
                insert into networks select service_id, key_day, slice, substring(reporter for 8) || '\x0000000000000000'::bytea, minute from reporters where fresh on conflict do nothing;
                delete from reporters where fresh and substring(reporter from 9) = '\x0000000000000000';
                alter table reporters drop column fresh;
                """);
        }
    }
}
