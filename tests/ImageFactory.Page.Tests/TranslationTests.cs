using System.Text.RegularExpressions;
using ImageFactory.Assets.Jobs;
using ImageFactory.Testing;

namespace ImageFactory.Page.Tests;

/// <summary>Every language says everything, and nothing that nobody shows.</summary>
public sealed partial class TranslationTests
{
    // The plural forms of whole numbers (CLDR).
    private static readonly Dictionary<string, string[]> Plurals = new(StringComparer.Ordinal)
    {
        ["de"] = ["one", "other"],
        ["en"] = ["one", "other"],
        ["es"] = ["one", "other"],
        ["fr"] = ["one", "other"],
        ["ja"] = ["other"],
        ["pl"] = ["few", "many", "one", "other"],
        ["ru"] = ["few", "many", "one", "other"],
        ["zh-Hans"] = ["other"],
    };

    private static readonly string Scripts = string.Join('\n', Directory
        .EnumerateFiles(RepositoryRoot.Combine("web"), "*.js", SearchOption.AllDirectories)
        .Select(File.ReadAllText));

    public static TheoryData<string> Languages => [.. Texts.Languages];

    [Fact]
    public void There_are_eight_languages() => Assert.Equal(Plurals.Keys.Order(StringComparer.Ordinal), Texts.Languages);

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_language_has_the_keys_forms_and_placeholders_of_English(string language)
    {
        var english = Texts.Of("en");
        var texts = Texts.Of(language);

        Assert.Equal(english.Keys, texts.Keys);
        Assert.DoesNotContain(english.Keys, key => !HasForms(texts.Forms(key), english.Forms(key), Plurals[language]));
        Assert.DoesNotContain(english.Keys, key => !HasPlaceholders(texts.Forms(key), english.Forms(key)));
        Assert.DoesNotContain(texts.Keys, key => texts.Forms(key).Values.Any(string.IsNullOrWhiteSpace));
    }

    [Fact]
    public void Every_key_is_used_and_every_used_key_is_there()
    {
        var texts = Texts.Of("en");
        var literals = Literal().Matches(Scripts).Select(match => match.Groups["key"].Value).ToHashSet(StringComparer.Ordinal);
        var patterns = Template().Matches(Scripts).Select(match => PatternOf(match.Groups["key"].Value)).ToList();

        Assert.DoesNotContain(texts.Keys, key => !literals.Contains(key) && !patterns.Exists(pattern => pattern.IsMatch(key)));
        Assert.All(Call().Matches(Scripts), match => Assert.True(texts.Has(match.Groups["key"].Value), match.Value));
        Assert.All(patterns, pattern => Assert.Contains(texts.Keys, pattern.IsMatch));
    }

    [Fact]
    public void Every_stage_of_a_build_has_a_name() =>
        Assert.All(Enum.GetNames<BuildStage>(), stage => Assert.True(Texts.Of("en").Has($"stage.{stage.ToLowerInvariant()}"), stage));

    private static bool HasForms(IReadOnlyDictionary<string, string> forms, IReadOnlyDictionary<string, string> english, string[] plurals) =>
        forms.Keys.Order(StringComparer.Ordinal).SequenceEqual(english.ContainsKey(string.Empty) ? [string.Empty] : plurals, StringComparer.Ordinal);

    private static bool HasPlaceholders(IReadOnlyDictionary<string, string> forms, IReadOnlyDictionary<string, string> english)
    {
        var expected = english.Values.SelectMany(Placeholders).ToHashSet(StringComparer.Ordinal);
        return forms.Values.All(text => expected.SetEquals(Placeholders(text)));
    }

    private static IEnumerable<string> Placeholders(string text) => Placeholder().Matches(text).Select(match => match.Value);

    // What stands for a value in a template is one part of a key.
    private static Regex PatternOf(string template) => new(
        "^" + string.Join("[^.]+", Value().Split(template).Select(Regex.Escape)) + "$", RegexOptions.None, TimeSpan.FromSeconds(1));

    [GeneratedRegex(@"'(?<key>[a-z][\w-]*(\.[\w-]+)+|waiting)'", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Literal();

    [GeneratedRegex(@"`(?<key>[a-z]+\.\$\{[^`]*)`", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Template();

    [GeneratedRegex(@"\b(t|parts)\('(?<key>[^']+)'", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Call();

    [GeneratedRegex(@"\{\w+\}", RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\$\{[^}]*\}", RegexOptions.NonBacktracking)]
    private static partial Regex Value();
}
