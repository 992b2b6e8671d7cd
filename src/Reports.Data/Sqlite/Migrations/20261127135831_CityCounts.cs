using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Reports.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class CityCounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "city_counts",
                columns: table => new
                {
                    service_id = table.Column<int>(type: "INTEGER", nullable: false),
                    minute = table.Column<int>(type: "INTEGER", nullable: false),
                    city_id = table.Column<int>(type: "INTEGER", nullable: false),
                    count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_city_counts", x => new { x.service_id, x.minute, x.city_id });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "city_counts");
        }
    }
}
