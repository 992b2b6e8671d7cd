using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Reports.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class CityCounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // EF has no DDL for partitions; PostgresPartitions makes them on demand.
            migrationBuilder.Sql("""
                create table city_counts (
                    service_id integer not null, minute integer not null, city_id integer not null, count integer not null,
                    constraint pk_city_counts primary key (service_id, minute, city_id)) partition by range (minute)
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "city_counts");
        }
    }
}
