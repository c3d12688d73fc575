using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StockAgents.Agents.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddWorkersAndBacklog : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "deferred",
                table: "runs",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "lane",
                table: "runs",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "workers",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    host = table.Column<string>(type: "TEXT", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    last_heartbeat = table.Column<long>(type: "INTEGER", nullable: false),
                    gone_at = table.Column<long>(type: "INTEGER", nullable: false),
                    running = table.Column<int>(type: "INTEGER", nullable: false),
                    capacity = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_workers", x => x.name);
                });

            migrationBuilder.CreateIndex(
                name: "ix_runs_backlog",
                table: "runs",
                columns: new[] { "lane", "id" },
                filter: "deferred AND status = 'pending'");

            migrationBuilder.CreateIndex(
                name: "ix_runs_open",
                table: "runs",
                column: "user_id",
                filter: "status IN ('pending', 'running', 'retrying')");

            migrationBuilder.CreateIndex(
                name: "ix_runs_waiting",
                table: "runs",
                column: "lane",
                filter: "status = 'pending' AND NOT deferred");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "workers");

            migrationBuilder.DropIndex(
                name: "ix_runs_backlog",
                table: "runs");

            migrationBuilder.DropIndex(
                name: "ix_runs_open",
                table: "runs");

            migrationBuilder.DropIndex(
                name: "ix_runs_waiting",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "deferred",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "lane",
                table: "runs");
        }
    }
}
