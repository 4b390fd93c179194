using ImageFactory.Firmware.Tests.Initramfs;
using ImageFactory.Firmware.Tests.Netboot;
using ImageFactory.Firmware.Tests.SecureBoot;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(ImageFactory.Firmware.Tests.Harness.LongestFirst))]

namespace ImageFactory.Firmware.Tests.Harness;

/// <summary>Starts the classes that take minutes before the others, so that none is alone at the end while a processor is idle.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly Type[] Longest = [typeof(ProxyDhcpMatrixTests), typeof(SealingMatrixTests), typeof(ManyExtensionsMatrixTests), typeof(EnrolmentMatrixTests)];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderByDescending(collection => Array.Exists(Longest, type => collection.TestCollectionDisplayName.Contains(type.FullName!, StringComparison.Ordinal)))];
}
