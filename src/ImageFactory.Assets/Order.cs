using System.Security.Cryptography;
using System.Text;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Profiles;

namespace ImageFactory.Assets;

/// <summary>What a client asks for, resolved: all that determines the bytes is known, nothing is made yet.</summary>
/// <param name="Plan">What goes in.</param>
/// <param name="Hash">The plan's hash in hexadecimal: a strong validator, and the ID of the job that makes the asset.</param>
/// <param name="Sidecar">What is wanted beside the asset, in place of it.</param>
public sealed record Order(BuildPlan Plan, string Hash, AssetSidecar Sidecar)
{
    /// <summary>The asset's canonical file name.</summary>
    public string Name => Plan.Profile.Asset.ToString();

    /// <summary>The ID of the job that makes what is wanted, 64 hexadecimal digits: the plan's hash for the asset itself.</summary>
    public string JobId => Sidecar switch
    {
        AssetSidecar.None => Hash,
        AssetSidecar.Measurements => JobOf("measurements"),
        _ => JobOf("digests"),
    };

    private string JobOf(string work) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"{work}\n{Hash}\n")));
}
