using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Reports.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class PersonsWithNetworks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // The first half of a network's hash is its name among the persons; 0 is "down".
            migrationBuilder.Sql("""
                alter table reporters add column fresh integer not null default 0;
                insert or ignore into reporters (service_id, key_day, slice, kind, reporter, minute, fresh)
                    select service_id, key_day, slice, 0, cast(substr(network, 1, 8) || zeroblob(8) as blob), minute, 1 from networks;
                drop table networks;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                create table networks (
                    service_id integer not null, key_day integer not null, slice integer not null, network blob not null, minute integer not null,
                    constraint pk_networks primary key (service_id, key_day, slice, network, minute)) without rowid;
                insert or ignore into networks select service_id, key_day, slice, cast(substr(reporter, 1, 8) || zeroblob(8) as blob), minute from reporters where fresh;
                delete from reporters where fresh and substr(reporter, 9) = zeroblob(8);
                alter table reporters drop column fresh;
                """);
        }
    }
}
