using Microsoft.AspNetCore.Identity;
using StockAgents.Auth.Users;

namespace StockAgents.Auth.Tests;

public sealed class CredentialsTests
{
    [Fact]
    public void A_missing_account_costs_the_same_hash_as_a_wrong_password()
    {
        var counted = new CountedHasher();
        var credentials = new Credentials(counted);
        var ann = new User { PasswordHash = counted.HashPassword(new User(), "correct horse") };
        User?[] asked = [null, new User(), ann];

        foreach (var user in asked)
        {
            counted.Verified.Clear();
            Assert.Equal(PasswordVerificationResult.Failed, credentials.Verify(user, "wrong password"));
            // The iterations of a hash stand in its bytes 5 to 8.
            Assert.Equal(ann.PasswordHash[..12], Assert.Single(counted.Verified)[..12]);
        }
        Assert.Equal(PasswordVerificationResult.Success, credentials.Verify(ann, "correct horse"));
    }

    private sealed class CountedHasher : IPasswordHasher<User>
    {
        private readonly PasswordHasher<User> inner = new();
        public List<string> Verified { get; } = [];

        public string HashPassword(User user, string password) => inner.HashPassword(user, password);

        public PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
        {
            Verified.Add(hashedPassword);
            return inner.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
