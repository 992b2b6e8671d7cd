using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Reports.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class PersonsBySlice : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // A slice is two hours of minutes. Written by hand: the tables have partitions, and their rows get the slice of their minute.
            migrationBuilder.Sql("""
                alter table reporters add column slice integer not null default 0;
                update reporters set slice = minute / 120;
                alter table reporters alter column slice drop default, drop constraint pk_reporters, add constraint pk_reporters primary key (service_id, key_day, slice, kind, reporter, minute);
                """);

            migrationBuilder.Sql("""
                alter table networks add column slice integer not null default 0;
                update networks set slice = minute / 120;
                alter table networks alter column slice drop default, drop constraint pk_networks, add constraint pk_networks primary key (service_id, key_day, slice, network, minute);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                alter table reporters drop constraint pk_reporters, add constraint pk_reporters primary key (service_id, key_day, kind, reporter, minute), drop column slice;
                """);

            migrationBuilder.Sql("""
                alter table networks drop constraint pk_networks, add constraint pk_networks primary key (service_id, key_day, network, minute), drop column slice;
                """);
        }
    }
}
