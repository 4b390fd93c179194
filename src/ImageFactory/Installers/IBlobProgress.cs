using ImageFactory.Oci.Client;

namespace ImageFactory.Installers;

/// <summary>The progress of pushing one blob, in bytes that the registry has.</summary>
internal interface IBlobProgress : IProgress<long>
{
    /// <summary>The registry has all of it.</summary>
    void End(BlobOutcome outcome);
}
