using System.Buffers;
using System.Text.Json;
using ImageFactory.Assets.Build;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Profiles;

namespace ImageFactory.Assets.Evidence;

/// <summary>
/// Says how something was made: SLSA provenance v1 in an in-toto statement v1. It names no time, so that the same build has the same
/// statement, and everything in it follows from the plans.
/// </summary>
public static class Provenance
{
    /// <summary>The type of the statement's predicate.</summary>
    public const string PredicateType = "https://slsa.dev/provenance/v1";

    /// <summary>The media type of a statement that is not in an envelope.</summary>
    public const string MediaType = "application/vnd.in-toto+json";

    /// <summary>How an asset is built from its external parameters; <c>docs/sbom.md</c> says what they mean.</summary>
    public const string AssetBuildType = "urn:imagefactory:build:asset:v1";

    /// <summary>The same for the index of an installer's images.</summary>
    public const string InstallerBuildType = "urn:imagefactory:build:installer:v1";

    /// <summary>The statement about an asset.</summary>
    /// <param name="plan">What went into it.</param>
    /// <param name="digests">The digests of its content.</param>
    /// <param name="builder">The URL of the factory that vouches for it.</param>
    public static byte[] OfAsset(BuildPlan plan, AssetDigests digests, string builder)
    {
        var name = plan.Profile.Asset.ToString();
        return Write(
            AssetBuildType,
            builder,
            [new ProvenanceSubject(name, digests.Sha256) { Sha512 = digests.Sha512 }],
            [
                new("asset", name),
                new("schematicId", plan.Profile.SchematicId.ToString()),
                new("talosVersion", plan.Profile.Version.Tag),
            ],
            [plan]);
    }

    /// <summary>The statement about an installer: the subjects are the index of its images, and these.</summary>
    /// <param name="plans">The plans of the images; the same schematic and version, at least one.</param>
    /// <param name="image">The name of the image, for example <c>installer-secureboot</c>.</param>
    /// <param name="subjects">The index and the manifests in it.</param>
    /// <param name="builder">The URL of the factory that vouches for it.</param>
    public static byte[] OfInstaller(IReadOnlyList<BuildPlan> plans, string image, IReadOnlyList<ProvenanceSubject> subjects, string builder)
    {
        var profile = plans[0].Profile;
        return Write(
            InstallerBuildType,
            builder,
            subjects,
            [
                new("imageName", image),
                new("platform", profile.Asset.Platform.Name),
                new("schematicId", profile.SchematicId.ToString()),
                new("secureBoot", profile.Asset.SecureBoot ? "true" : "false"),
                new("talosVersion", profile.Version.Tag),
            ],
            plans);
    }

    private static byte[] Write(
        string buildType,
        string builder,
        IReadOnlyList<ProvenanceSubject> subjects,
        IReadOnlyList<ProvenanceParameter> parameters,
        IReadOnlyList<BuildPlan> plans)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = EvidenceWriting.Open(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("_type", "https://in-toto.io/Statement/v1");
            writer.WriteList("subject", subjects, Write);
            writer.WriteString("predicateType", PredicateType);
            writer.WriteStartObject("predicate");
            writer.WriteStartObject("buildDefinition");
            writer.WriteString("buildType", buildType);
            WriteParameters(writer, parameters, plans);
            writer.WriteList("resolvedDependencies", ProvenanceDependency.Of(plans), Write);
            writer.WriteEndObject();
            writer.WriteStartObject("runDetails");
            writer.WriteStartObject("builder");
            writer.WriteString("id", builder);
            writer.WriteStartObject("version");
            writer.WriteString(Builder.Product, Builder.Version);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, ProvenanceSubject subject)
    {
        writer.WriteString("name", subject.Name);
        writer.WriteStartObject("digest");
        writer.WriteString("sha256", subject.Sha256);
        writer.WriteSome("sha512", subject.Sha512);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ProvenanceDependency dependency)
    {
        writer.WriteString("name", dependency.Name);
        writer.WriteString("uri", dependency.Uri);
        writer.WriteStartObject("digest");
        writer.WriteString(dependency.Algorithm, dependency.Hex);
        writer.WriteEndObject();
    }

    private static void WriteParameters(Utf8JsonWriter writer, IReadOnlyList<ProvenanceParameter> parameters, IReadOnlyList<BuildPlan> plans)
    {
        writer.WriteStartObject("externalParameters");
        foreach (var parameter in parameters)
        {
            if (bool.TryParse(parameter.Value, out var flag))
            {
                writer.WriteBoolean(parameter.Name, flag);
            }
            else
            {
                writer.WriteString(parameter.Name, parameter.Value);
            }
        }

        writer.WriteEndObject();
        writer.WriteStartObject("internalParameters");
        writer.WriteStartArray("architectures");
        foreach (var architecture in plans.Select(plan => plan.Profile.Asset.Architecture.Name()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            writer.WriteStringValue(architecture);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("plans");
        foreach (var hash in plans.Select(plan => plan.Hash()).Order(StringComparer.Ordinal))
        {
            writer.WriteStringValue(hash);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
