using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Reports.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class ReceiptsByKey : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Nothing has stored a key twice for long; should one be there, the first of its reports is answered as before.
            migrationBuilder.Sql("""
                delete from receipts where exists (
                    select 1 from receipts other where other.key_hash = receipts.key_hash
                        and (other.stored_minute < receipts.stored_minute or (other.stored_minute = receipts.stored_minute and other.service_id < receipts.service_id)))
                """);
            migrationBuilder.DropPrimaryKey(
                name: "pk_receipts",
                table: "receipts");

            migrationBuilder.DropIndex(
                name: "ix_receipts_key_hash",
                table: "receipts");

            migrationBuilder.AddPrimaryKey(
                name: "pk_receipts",
                table: "receipts",
                column: "key_hash");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "pk_receipts",
                table: "receipts");

            migrationBuilder.AddPrimaryKey(
                name: "pk_receipts",
                table: "receipts",
                columns: new[] { "service_id", "key_hash" });

            migrationBuilder.CreateIndex(
                name: "ix_receipts_key_hash",
                table: "receipts",
                column: "key_hash");
        }
    }
}
