using System.Text;
using System.Text.Json;
using ImageFactory.Assets.Schematics;

namespace ImageFactory.Assets.Tests.Schematics;

/// <summary>The vectors, recorded from the reference's own YAML library.</summary>
internal static class SchematicVectors
{
    public static IReadOnlyList<SchematicVector> All { get; } =
        JsonSerializer.Deserialize<List<SchematicVector>>(
            File.ReadAllBytes(Repository.PathOf("tests", "ImageFactory.Assets.Tests", "Schematics", "schematic-vectors.json")),
            JsonSerializerOptions.Web)!;

    /// <summary>Expects every vector to pass, and lists those that do not.</summary>
    public static void ExpectEach(int count, Func<SchematicVector, bool> isMember, Func<SchematicVector, string?> findFailure)
    {
        var members = All.Where(isMember).ToList();
        var failures = members.Select(vector => (vector.Name, Failure: findFailure(vector))).Where(pair => pair.Failure is not null).ToList();

        Assert.Equal(count, members.Count);
        Assert.True(failures.Count == 0, $"{failures.Count} of {count} fail:\n" + string.Join('\n', failures.Take(20)));
    }

    /// <summary>What is wrong with the canonical form of a schematic; null when it is that of the vector.</summary>
    public static string? FindDifference(Schematic? schematic, SchematicVector vector)
    {
        if (schematic is null)
        {
            return "was not read";
        }

        var canonical = Encoding.UTF8.GetString(SchematicWriter.Write(schematic));
        if (!string.Equals(canonical, vector.Canonical, StringComparison.Ordinal))
        {
            return JsonSerializer.Serialize(canonical) + "\n  instead of " + JsonSerializer.Serialize(vector.Canonical);
        }

        return string.Equals(SchematicId.Of(schematic).ToString(), vector.Id, StringComparison.Ordinal) ? null : "has another ID";
    }
}
