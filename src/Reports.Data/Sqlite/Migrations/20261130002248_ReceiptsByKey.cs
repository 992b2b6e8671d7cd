using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Reports.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ReceiptsByKey : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // By hand, so that all of it is one transaction. Nothing has stored a key twice for long; should one be there, the first of its reports is answered as before.
            migrationBuilder.Sql("""
                create table receipts_by_key (
                    service_id integer not null, key_hash blob not null, body_hash blob not null, report_id text not null, counted integer not null, stored_minute integer not null, place_id integer not null,
                    constraint pk_receipts primary key (key_hash));
                insert or ignore into receipts_by_key (service_id, key_hash, body_hash, report_id, counted, stored_minute, place_id)
                    select service_id, key_hash, body_hash, report_id, counted, stored_minute, place_id from receipts order by stored_minute, service_id;
                drop table receipts;
                alter table receipts_by_key rename to receipts;
                create index ix_receipts_stored_minute on receipts (stored_minute);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                create table receipts_by_service (
                    service_id integer not null, key_hash blob not null, body_hash blob not null, report_id text not null, counted integer not null, stored_minute integer not null, place_id integer not null,
                    constraint pk_receipts primary key (service_id, key_hash));
                insert into receipts_by_service (service_id, key_hash, body_hash, report_id, counted, stored_minute, place_id)
                    select service_id, key_hash, body_hash, report_id, counted, stored_minute, place_id from receipts order by stored_minute;
                drop table receipts;
                alter table receipts_by_service rename to receipts;
                create index ix_receipts_stored_minute on receipts (stored_minute);
                create index ix_receipts_key_hash on receipts (key_hash);
                """);
        }
    }
}
