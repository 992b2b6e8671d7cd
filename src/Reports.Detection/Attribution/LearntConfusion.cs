namespace Reports.Detection.Attribution;

/// <summary>People report the follower when the origin fails; not the other way round.</summary>
/// <param name="Outages">Outages of the origin in which the follower would have been noticed.</param>
/// <param name="Followed">How many of them the follower surged in.</param>
/// <param name="Probability">Posterior probability, [<see cref="CoMovement.LearntFrom"/>, 1].</param>
public sealed record LearntConfusion(int Origin, int Follower, int Outages, int Followed, double Probability);
