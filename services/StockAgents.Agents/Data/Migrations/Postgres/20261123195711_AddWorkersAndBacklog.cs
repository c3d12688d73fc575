using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StockAgents.Agents.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AddWorkersAndBacklog : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "deferred",
                schema: "agents",
                table: "runs",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "lane",
                schema: "agents",
                table: "runs",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "workers",
                schema: "agents",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false),
                    host = table.Column<string>(type: "text", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_heartbeat = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    gone_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    running = table.Column<int>(type: "integer", nullable: false),
                    capacity = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_workers", x => x.name);
                });

            migrationBuilder.CreateIndex(
                name: "ix_runs_backlog",
                schema: "agents",
                table: "runs",
                columns: new[] { "lane", "id" },
                filter: "deferred AND status = 'pending'");

            migrationBuilder.CreateIndex(
                name: "ix_runs_open",
                schema: "agents",
                table: "runs",
                column: "user_id",
                filter: "status IN ('pending', 'running', 'retrying')");

            migrationBuilder.CreateIndex(
                name: "ix_runs_waiting",
                schema: "agents",
                table: "runs",
                column: "lane",
                filter: "status = 'pending' AND NOT deferred");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "workers",
                schema: "agents");

            migrationBuilder.DropIndex(
                name: "ix_runs_backlog",
                schema: "agents",
                table: "runs");

            migrationBuilder.DropIndex(
                name: "ix_runs_open",
                schema: "agents",
                table: "runs");

            migrationBuilder.DropIndex(
                name: "ix_runs_waiting",
                schema: "agents",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "deferred",
                schema: "agents",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "lane",
                schema: "agents",
                table: "runs");
        }
    }
}
