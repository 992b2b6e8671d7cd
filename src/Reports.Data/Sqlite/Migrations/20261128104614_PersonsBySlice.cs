using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Reports.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class PersonsBySlice : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // A slice is two hours of minutes. The primary key is the table, so each is made anew.
            migrationBuilder.Sql("""
                create table reporters_new (
                    service_id integer not null, key_day integer not null, slice integer not null, kind integer not null, reporter blob not null, minute integer not null,
                    constraint pk_reporters primary key (service_id, key_day, slice, kind, reporter, minute)) without rowid;
                insert into reporters_new select service_id, key_day, minute / 120, kind, reporter, minute from reporters;
                drop table reporters;
                alter table reporters_new rename to reporters;
                """);

            migrationBuilder.Sql("""
                create table networks_new (
                    service_id integer not null, key_day integer not null, slice integer not null, network blob not null, minute integer not null,
                    constraint pk_networks primary key (service_id, key_day, slice, network, minute)) without rowid;
                insert into networks_new select service_id, key_day, minute / 120, network, minute from networks;
                drop table networks;
                alter table networks_new rename to networks;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                create table reporters_old (
                    service_id integer not null, key_day integer not null, kind integer not null, reporter blob not null, minute integer not null,
                    constraint pk_reporters primary key (service_id, key_day, kind, reporter, minute)) without rowid;
                insert into reporters_old select service_id, key_day, kind, reporter, minute from reporters;
                drop table reporters;
                alter table reporters_old rename to reporters;
                """);

            migrationBuilder.Sql("""
                create table networks_old (
                    service_id integer not null, key_day integer not null, network blob not null, minute integer not null,
                    constraint pk_networks primary key (service_id, key_day, network, minute)) without rowid;
                insert into networks_old select service_id, key_day, network, minute from networks;
                drop table networks;
                alter table networks_old rename to networks;
                """);
        }
    }
}
