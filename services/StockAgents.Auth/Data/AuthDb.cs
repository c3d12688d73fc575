using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using StockAgents.Auth.ApiKeys;
using StockAgents.Auth.Keys;
using StockAgents.Auth.Limits;
using StockAgents.Auth.Sessions;
using StockAgents.Auth.Users;
using StockAgents.ServiceDefaults.Identity.LocalUser;

namespace StockAgents.Auth.Data;

/// <summary>Users and what lets them in. One model; the derived contexts place it in a schema or behind a prefix.</summary>
internal abstract class AuthDb(DbContextOptions options) : IdentityUserContext<User, int>(options)
{
    public const string Schema = "auth";

    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<RefreshToken> RefreshTokens => Set<RefreshToken>();
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();
    public DbSet<SigningKey> SigningKeys => Set<SigningKey>();
    public DbSet<Attempts> Attempts => Set<Attempts>();

    /// <summary>Where a table lives with this provider.</summary>
    protected abstract string NameOf(string table);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<User>(user =>
        {
            user.ToTable(NameOf("users"));
            user.Property(u => u.DisplayName).HasMaxLength(User.LongestDisplayName);
            user.Property(u => u.AvatarUrl).HasMaxLength(User.LongestAvatarUrl);
            user.Property(u => u.ConcurrencyStamp).HasMaxLength(36);
            user.HasIndex(u => u.NormalizedUserName).HasDatabaseName("ix_auth_users_normalized_user_name").IsUnique();
            user.HasIndex(u => u.NormalizedEmail).HasDatabaseName("ix_auth_users_normalized_email").IsUnique();
            user.HasData(LocalUser);
        });
        builder.Entity<IdentityUserClaim<int>>().ToTable(NameOf("user_claims"));
        builder.Entity<IdentityUserLogin<int>>().ToTable(NameOf("user_logins"));
        builder.Entity<IdentityUserToken<int>>().ToTable(NameOf("user_tokens"));
        builder.Entity<Session>(session =>
        {
            session.ToTable(NameOf("sessions"));
            session.HasOne<User>().WithMany().HasForeignKey(s => s.UserId);
        });
        builder.Entity<RefreshToken>(token =>
        {
            token.ToTable(NameOf("refresh_tokens"));
            token.Property(t => t.Hash).HasMaxLength(64);
            token.HasIndex(t => t.Hash).IsUnique();
            token.HasIndex(t => t.ExpiresAt);
            token.HasOne<Session>().WithMany().HasForeignKey(t => t.SessionId);
        });
        builder.Entity<ApiKey>(key =>
        {
            key.ToTable(NameOf("api_keys"));
            key.Property(k => k.Name).HasMaxLength(ApiKey.LongestName);
            key.Property(k => k.Prefix).HasMaxLength(16);
            key.Property(k => k.Hash).HasMaxLength(64);
            key.HasIndex(k => k.Hash).IsUnique();
            key.HasOne<User>().WithMany().HasForeignKey(k => k.UserId);
        });
        builder.Entity<SigningKey>(key =>
        {
            key.ToTable(NameOf("signing_keys"));
            key.HasKey(k => k.Generation);
            key.Property(k => k.Generation).ValueGeneratedNever();
            key.Property(k => k.Kid).HasMaxLength(64);
        });
        builder.Entity<Attempts>(attempts =>
        {
            attempts.ToTable(NameOf("attempts"));
            attempts.HasKey(a => a.Subject);
            attempts.Property(a => a.Subject).HasMaxLength(80);
        });
    }

    /// <summary>The owner of what a personal installation stores. Without a password hash no login succeeds.</summary>
    private static User LocalUser => new()
    {
        Id = LocalUserExtensions.LocalUserId,
        UserName = "local@localhost",
        NormalizedUserName = "LOCAL@LOCALHOST",
        Email = "local@localhost",
        NormalizedEmail = "LOCAL@LOCALHOST",
        DisplayName = "Local user",
        SecurityStamp = "local",
        ConcurrencyStamp = "local",
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
    };
}
