//+ summary = "How many papers a year speak of a thing, from the first year on"
//+ columns = [
//+   "year", "papers",
//+ ]
//+ common = ["since"]
//+ questions = [
//+   "timeline of {thing}",
//+   "[the|a] (timeline|history|development|evolution|chronology|trend|trends|popularity) (of|for|in) {thing}",
//+   "{thing} (timeline|history|over time|over the years|by year|per year|trend)",
//+   "when (did|was|were|does) {thing} [first] (appear|come up|introduced|mentioned|start|begin|studied|arise|proposed|emerge|described)",
//+   "since when (is|was|has|have|do|does) {thing} [been] (known|studied|discussed|used|exist|existed)",
//+   "how many papers [a year|per year|each year|every year] (mention|are about|deal with|speak of|discuss|study|address|treat) {thing} [a year|per year|each year|every year|over time]",
//+   "papers [per year|a year|by year|each year] (on|about|for|of) {thing} [per year|a year|by year|each year|over time]",
//+   "how (has|have|did) {thing} (developed|evolved|evolve|develop|grown|changed) [over time|over the years]",
//+   "how old is {thing}",
//+   "[<which>] [is|was] [the] first year of {thing}",
//+ ]
//+
//+ [parameters.thing]
//+ kind = "entity"
//+ types = ["Method", "Dataset", "Task", "Problem", "Metric", "Concept"]
//+ help = "the thing whose years are asked for"
//+ example = "oversquashing"
//+
//+ [parameters.limit]
//+ kind = "count"
//+ help = "at most this many years, the first ones"
//+ default = 100
//+ example = 10

MATCH (p:Paper)-[r:MENTIONS]->(b:Method|Dataset|Task|Problem|Metric|Concept)
WHERE b.id IN $thing
WITH DISTINCT p.id AS paper, p.year AS year
WHERE coalesce(year, 0) >= $since
WITH year, count(paper) AS papers
RETURN year, papers
ORDER BY coalesce(year, 9999), year
LIMIT $limit
