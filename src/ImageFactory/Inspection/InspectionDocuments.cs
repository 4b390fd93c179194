using System.Text.Json.Serialization;
using ImageFactory.Boot.Inspection;

namespace ImageFactory.Inspection;

/// <summary>The JSON shape of <c>imagefactory inspect --json</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ImageInspection))]
internal sealed partial class InspectionDocuments : JsonSerializerContext;
