// Package kind is the one table of component kinds: what they are called, where their facts are,
// and what a document can require of each. Nobody else lists kinds or their requirements; the
// reader of documents, the JSON Schema, the input of policies and the tests are derived from it.
package kind

import "slices"

// Form is how the value of a requirement is written.
type Form string

// The forms.
const (
	// Flag is true or false.
	Flag Form = "flag"
	// Number is a whole number: 7, 7+ at least, 2-10 within, or a list of which one must be.
	Number Form = "number"
	// Word is one of a closed list of words, or a list of them of which one must be.
	Word Form = "word"
	// Version is a word of an ordered list: one as old as that, or newer.
	Version Form = "version"
	// Text is any text, or a list of texts of which one must be.
	Text Form = "text"
	// Set is a list that must be exactly this, or {has: [...]}: at least these.
	Set Form = "set"
)

// Requirement is one thing that a document can ask.
type Requirement struct {
	// Name is its key in the document, and in what policies see as asked.
	Name string
	// Doc says what it means, in one line.
	Doc  string
	Form Form
	// Careful is what to ask for where nobody can tell what is there; nil where neither answer is the careful one.
	Careful any
	// Question is what rules that ask several kinds call it, empty where that is its name.
	Question string
	// Words are what AWS knows, of a Word, a Version or a Set; in order from old to new of a Version.
	Words []string
	// Low and High bound a Number: what lies outside no AWS service knows. Both 0 bounds nothing.
	Low, High int
}

// Kind is a kind of component.
type Kind struct {
	// Name is what a document calls it, Noun what people do, Drawn what boxes of diagrams do: it says the service of AWS.
	Name, Noun, Drawn string
	// Collection is the JSON name of its facts.
	Collection string
	// Placed says that it has network interfaces: a tier, edges with ports, network ACLs.
	Placed bool
	// Service is what AWS calls the regional service that clients of one without interfaces talk to.
	Service string
	// ByUse says that AWS bills it by use alone, which neither a plan nor an account says. Access logs in a
	// bucket have a line.
	ByUse        bool
	Requirements []Requirement
	// Metrics are where CloudWatch has what can be watched of it.
	Metrics []Metric
}

// Metric is a namespace of CloudWatch and the dimension that names a thing in it.
type Metric struct {
	Namespace, Dimension string
	// ByID says that the dimension has the id that AWS gives, not the name.
	ByID bool
	// Beside are dimensions that may stand there too, and name a part of it.
	Beside []string
}

// Requirement returns what a kind calls by a name.
func (k *Kind) Requirement(name string) (Requirement, bool) { return find(k.Requirements, name) }

// Asked returns what a kind calls what rules ask by a name: what is theirs by name, else what answers that question.
func (k *Kind) Asked(question string) string {
	if _, has := k.Requirement(question); has {
		return question
	}
	for _, r := range k.Requirements {
		if r.Question == question {
			return r.Name
		}
	}
	return question
}

func find(all []Requirement, name string) (Requirement, bool) {
	i := slices.IndexFunc(all, func(r Requirement) bool { return r.Name == name })
	if i < 0 {
		return Requirement{}, false
	}
	return all[i], true
}

// row is what is to be had of a kind without making all that can be asked of it.
type row struct {
	name, noun, drawn, collection string
	// service is empty for what is placed.
	service      string
	byUse        bool
	requirements func() []Requirement
	metrics      func() []Metric
}

// rows is the table of kinds, from the outside of an architecture to the inside.
func rows() [13]row {
	const fixed, byUse = false, true
	return [...]row{
		{"load_balancer", "load balancer", "load balancer", "load_balancers", "", fixed, loadBalancer, noMetrics},
		{"service", "service", "ECS service", "services", "", fixed, service, noMetrics},
		{"instances", "instances", "EC2 instances", "instance_groups", "", fixed, instances, instancesMetrics},
		{"function", "function", "Lambda function", "functions", "", byUse, function, functionMetrics},
		{"database", "database", "RDS database", "databases", "", fixed, database, noMetrics},
		{"cache", "cache", "ElastiCache", "caches", "", fixed, cache, noMetrics},
		{"proxy", "database proxy", "RDS Proxy", "proxies", "", fixed, proxy, proxyMetrics},
		{"file_system", "file system", "EFS file system", "file_systems", "", byUse, fileSystem, fileSystemMetrics},
		{"endpoint", "endpoint", "VPC endpoint", "vpc_endpoints", "", fixed, endpoint, noMetrics},
		{"other", "other", "other", "interfaces", "", fixed, other, noMetrics},
		{"queue", "queue", "SQS queue", "queues", "sqs", byUse, queue, queueMetrics},
		{"bucket", "bucket", "S3 bucket", "buckets", "s3", fixed, bucket, bucketMetrics},
		{"table", "table", "DynamoDB table", "tables", "dynamodb", byUse, table, tableMetrics},
	}
}

func (r row) kind() Kind {
	return Kind{
		r.name,
		r.noun,
		r.drawn,
		r.collection,
		r.service == "",
		r.service,
		r.byUse,
		r.requirements(),
		r.metrics(),
	}
}

// All is the table of kinds.
func All() []Kind {
	var all []Kind
	for _, r := range rows() {
		all = append(all, r.kind())
	}
	return all
}

// named is the row of a name, without one where there is none.
func named(name string) row {
	return rowWith(func(r row) bool { return r.name == name })
}

func rowWith(is func(row) bool) row {
	for _, r := range rows() {
		if is(r) {
			return r
		}
	}
	return row{}
}

// Find returns the kind of a name, or nil.
func Find(name string) *Kind {
	r := named(name)
	if r.name == "" {
		return nil
	}
	k := r.kind()
	return &k
}

// Is reports whether there is a kind of a name.
func Is(name string) bool { return named(name).name != "" }

// Names are those of all kinds, in the order of the table.
func Names() []string {
	var names []string
	for _, r := range rows() {
		names = append(names, r.name)
	}
	return names
}

// CollectionOf is the collection that holds the things of a kind, empty for what is none.
func CollectionOf(name string) string { return named(name).collection }

// OfCollection is the name of the kind whose things a collection holds, empty for none.
func OfCollection(collection string) string {
	return rowWith(func(r row) bool { return r.collection == collection }).name
}

// IsByUse reports whether AWS bills what a collection holds by use.
func IsByUse(collection string) bool {
	return rowWith(func(r row) bool { return r.collection == collection }).byUse
}

// Sections are what a document asks of no component: of the VPC, of each tier, of alarms.
// Each is a kind of its own without facts under one name.
func Sections() []Kind {
	return []Kind{
		{Name: "vpc", Noun: "VPC", Collection: "vpcs", Requirements: vpc()},
		{Name: "tier", Noun: "tier", Collection: "subnets", Requirements: tier()},
		{Name: "alarms", Noun: "alarms", Collection: "alarms", Requirements: alarms()},
	}
}

// Section returns the section of a name, or nil.
func Section(name string) *Kind {
	for _, k := range Sections() {
		if k.Name == name {
			return &k
		}
	}
	return nil
}
