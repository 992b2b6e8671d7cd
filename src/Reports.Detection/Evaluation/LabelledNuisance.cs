namespace Reports.Detection.Evaluation;

/// <summary>Something that is not an outage but looks like one; only names the cause of a false alarm.</summary>
/// <param name="Series"><c>*</c> for all.</param>
/// <param name="Kind">For example <c>blip</c> or <c>bots</c>.</param>
public sealed record LabelledNuisance(string Series, string Kind, int Start, int End);
