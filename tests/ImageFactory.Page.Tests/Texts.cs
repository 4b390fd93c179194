using System.Text.Json;
using ImageFactory.Testing;

namespace ImageFactory.Page.Tests;

/// <summary>The texts of a language, as <c>web/locales</c> has them: of plural forms, by category.</summary>
internal sealed class Texts
{
    private readonly SortedDictionary<string, IReadOnlyDictionary<string, string>> _texts = new(StringComparer.Ordinal);

    private Texts(JsonElement document)
    {
        foreach (var text in document.EnumerateObject())
        {
            _texts.Add(text.Name, text.Value.ValueKind == JsonValueKind.String
                ? new Dictionary<string, string>(StringComparer.Ordinal) { [string.Empty] = text.Value.GetString()! }
                : text.Value.EnumerateObject().ToDictionary(form => form.Name, form => form.Value.GetString()!, StringComparer.Ordinal));
        }
    }

    /// <summary>The languages that there are.</summary>
    public static IReadOnlyList<string> Languages { get; } =
        [.. Directory.GetFiles(RepositoryRoot.Combine("web", "locales"), "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    public IEnumerable<string> Keys => _texts.Keys;

    /// <summary>A text without plural forms.</summary>
    public string this[string key] => _texts[key][string.Empty];

    public static Texts Of(string language)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(RepositoryRoot.Combine("web", "locales", language + ".json")));
        return new Texts(document.RootElement);
    }

    /// <summary>The forms of a text; one, named by nothing, where there is no plural.</summary>
    public IReadOnlyDictionary<string, string> Forms(string key) => _texts[key];

    public bool Has(string key) => _texts.ContainsKey(key);
}
