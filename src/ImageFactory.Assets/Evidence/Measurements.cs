using System.Buffers;
using System.Text.Json;
using ImageFactory.Assets.Plans;
using ImageFactory.Boot.Measurement;

namespace ImageFactory.Assets.Evidence;

/// <summary>
/// Tells what a TPM will hold when an asset's unified kernel image boots, in the terms of <c>imagefactory inspect --json</c>: for each of its
/// profiles and each bank the value of register 11 when the kernel starts, and once Talos has entered its phases.
/// </summary>
internal static class Measurements
{
    /// <summary>The document, in JSON.</summary>
    /// <param name="plan">The asset.</param>
    /// <param name="predictions">What its image will make of the register.</param>
    public static byte[] Write(BuildPlan plan, IReadOnlyList<PcrPrediction> predictions)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = EvidenceWriting.Open(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("asset", plan.Profile.Asset.ToString());
            writer.WriteNumber("register", UkiMeasurement.Register);
            writer.WriteStartArray("phases");
            foreach (var phase in UkiMeasurement.Phases)
            {
                writer.WriteStringValue(phase);
            }

            writer.WriteEndArray();
            writer.WriteList("profiles", predictions, (each, prediction) => Write(each, prediction, plan));
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, PcrPrediction prediction, BuildPlan plan)
    {
        writer.WriteSome("id", prediction.Profile?.Id);
        writer.WriteSome("title", prediction.Profile?.Title);
        writer.WriteString("commandLine", prediction.Profile?.CommandLine ?? plan.CommandLine);
        writer.WriteList("registers", prediction.AfterSections.Zip(prediction.AfterPhases), Write);
    }

    private static void Write(Utf8JsonWriter writer, (PcrValue AfterSections, PcrValue AfterPhases) register)
    {
        writer.WriteString("bank", register.AfterSections.Bank.Name);
        writer.WriteString("afterSections", register.AfterSections.Hex);
        writer.WriteString("afterPhases", register.AfterPhases.Hex);
    }
}
