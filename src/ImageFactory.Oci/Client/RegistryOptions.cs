namespace ImageFactory.Oci.Client;

/// <summary>How a <see cref="RegistrySource"/> reaches its registry.</summary>
public sealed record RegistryOptions
{
    /// <summary>The mirrors of the registry in the order in which they are asked, and last the registry itself; at least one.</summary>
    public required IReadOnlyList<RegistryEndpoint> Endpoints { get; init; }

    /// <summary>Who asks; nobody in particular by default.</summary>
    public DockerConfig Credentials { get; init; } = DockerConfig.Empty;

    /// <summary>How often a question is put that meets a passing fault, the first time included; at least 1.</summary>
    public int Attempts { get; init; } = 4;

    /// <summary>The wait after the first fault; it doubles with each further one, and a random part of up to one half is taken off.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait between two attempts. A registry that asks for more (<c>Retry-After</c>) is not asked again.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long an endpoint that failed is asked after the others.</summary>
    public TimeSpan RestAfterFault { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long finding and connecting to a host may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a registry may take to start an answer, and to finish one that is a document.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a blob's bytes may stay away.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock of waits, timeouts and tokens.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Spreads the waits of many clients.</summary>
    public Random Random { get; init; } = Random.Shared;

    /// <summary>How hosts are found and connected to.</summary>
    internal INetwork Network { get; init; } = new SystemNetwork();
}
