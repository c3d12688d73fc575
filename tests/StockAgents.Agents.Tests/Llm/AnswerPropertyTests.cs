using System.Text;
using CsCheck;
using StockAgents.TestKit.Llm;

namespace StockAgents.Agents.Tests.Llm;

public sealed class AnswerPropertyTests
{
    private static readonly string[] Snippets =
    [
        "NaN", "Infinity", "-1", "1e999", "null", "true", "\"", "\\", "\\ud800", "{", "}", "[", "]", ",", ":", "```", "E99", "\"E9\"", "{}", "[]",
        "\0", "\u2028", "收", "\"confidence\":1,", "1.5", "99999999999999999999", "//", "\"Bullish\"",
    ];

    private static readonly Gen<Func<string, string>> Mutation = Gen.OneOf<Func<string, string>>(
        Gen.Select(Gen.Double[0, 1], Gen.Int[1, 20], (at, length) => (Func<string, string>)(text => Cut(text, at, length, ""))),
        Gen.Select(Gen.Double[0, 1], Gen.Int[0, 6], Gen.Int[0, Snippets.Length - 1], (at, length, with) => (Func<string, string>)(text => Cut(text, at, length, Snippets[with]))),
        Gen.Select(Gen.Double[0, 1], Gen.Char[' ', '~'], (at, with) => (Func<string, string>)(text => Cut(text, at, 1, with.ToString()))),
        Gen.Select(Gen.Double[0, 1], at => (Func<string, string>)(text => text[..(int)(at * text.Length)])));

    [Fact]
    public async Task However_an_answer_is_damaged_the_output_is_valid_or_the_rules()
    {
        await using var world = await ModelWorld.StartAsync();
        // The damaged answer travels in the question: nothing is shared between cases.
        world.Server.Answer = request => ModelReply.Text(Encoding.UTF8.GetString(Convert.FromHexString(
            request.Question.Split('\n').Single(l => l.StartsWith("payload ", StringComparison.Ordinal))["payload ".Length..])));
        var (accepted, refused) = (0, 0);

        await Mutation.Array[1, 4].SampleAsync(async mutations =>
        {
            var damaged = mutations.Aggregate(Opinion.Good, (text, mutate) => mutate(text));
            var payload = Convert.ToHexStringLower(Encoding.UTF8.GetBytes(damaged));

            var answer = await world.AskAsync(context: $"{ModelWorld.Context}\npayload {payload}");

            if (answer.Degraded)
            {
                Interlocked.Increment(ref refused);
                answer.IsByTheRules("no usable answer");
                return;
            }
            Interlocked.Increment(ref accepted);
            answer.IsByTheModel();
            Assert.Empty(answer.Output.Problems());
            Assert.True(Enum.IsDefined(answer.Output.Mood));
            Assert.True(double.IsFinite(answer.Output.Score));
            Assert.NotNull(answer.Output.Summary);
            Assert.All(answer.Output.Claims, claim =>
            {
                Assert.False(string.IsNullOrWhiteSpace(claim.Text));
                Assert.NotEmpty(claim.Evidence);
                Assert.All(claim.Evidence, id => Assert.Contains(id, (string[])["E1", "E2"]));
            });
        }, iter: 3_000);

        Assert.True(accepted > 100, $"Only {accepted} cases were accepted: the mutations prove little.");
        Assert.True(refused > 1_000, $"Only {refused} cases were refused: the mutations prove little.");
    }

    private static string Cut(string text, double at, int length, string with)
    {
        var start = (int)(at * text.Length);
        return string.Concat(text.AsSpan(0, start), with, text.AsSpan(Math.Min(text.Length, start + length)));
    }
}
