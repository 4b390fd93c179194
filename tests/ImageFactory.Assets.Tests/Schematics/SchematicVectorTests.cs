using System.Text;
using ImageFactory.Assets.Schematics;

namespace ImageFactory.Assets.Tests.Schematics;

public sealed class SchematicVectorTests
{
    [Fact]
    public void Every_recorded_struct_is_written_as_the_reference_writes_it() =>
        SchematicVectors.ExpectEach(
            704,
            vector => vector.Schematic is not null,
            vector => SchematicVectors.FindDifference(vector.Schematic!.ToSchematic(), vector));

    [Fact]
    public void Every_recorded_text_becomes_what_the_reference_makes_of_it() =>
        SchematicVectors.ExpectEach(
            61,
            vector => vector.Yaml is not null && vector.Error is null,
            vector =>
            {
                var result = SchematicReader.Read(Encoding.UTF8.GetBytes(vector.Yaml!));
                return SchematicVectors.FindDifference(result.Schematic, vector) is { } difference ? difference + result.ErrorText : null;
            });

    [Fact]
    public void Every_text_that_the_reference_refuses_is_refused() =>
        SchematicVectors.ExpectEach(
            27,
            vector => vector.Error is not null,
            vector => SchematicReader.Read(Encoding.UTF8.GetBytes(vector.Yaml!)) is { IsValid: false, Faults.Count: > 0 } ? null : "was read");

    [Fact]
    public void The_form_of_older_factories_is_never_written() =>
        SchematicVectors.ExpectEach(
            216,
            vector => vector.OlderCanonical is not null && vector.Error is null,
            vector =>
            {
                var schematic = vector.Schematic?.ToSchematic() ?? SchematicReader.Read(Encoding.UTF8.GetBytes(vector.Yaml!)).Schematic!;
                return SchematicId.OfCanonical(Encoding.UTF8.GetBytes(vector.OlderCanonical!)) == SchematicId.Of(schematic) ? "has the older ID" : null;
            });
}
