using System.CommandLine;
using ImageFactory.Assets.Schematics;

namespace ImageFactory.Commands;

/// <summary><c>imagefactory schematic id</c>.</summary>
internal static class SchematicCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A schematic in YAML or JSON; - reads standard input." };
        var id = new Command("id", "Print the ID of a schematic.") { file };
        id.SetAction(async (arguments, cancellationToken) =>
        {
            var document = await InputFile.ReadAsync(arguments.GetRequiredValue(file), cancellationToken);
            await Console.Out.WriteLineAsync(StoredSchematic.Decode(document).Id.ToString());
            return ExitCode.Success;
        });
        return new Command("schematic", "Work with schematics.") { id };
    }
}
