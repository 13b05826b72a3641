package noun

import (
	"strings"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

func functionTypes() []string { return []string{"aws_lambda_function", "aws_lambda_alias"} }

// failureTargets are the types of what gets the events that a function fails on.
func failureTargets() []string {
	return []string{
		"aws_sqs_queue",
		"aws_sns_topic",
		"aws_lambda_function",
		"aws_cloudwatch_event_bus",
		"aws_s3_bucket",
	}
}

func function(c *collector, in *read.Instance) {
	f := model.Function{
		Resource:            c.base(in, "function_name"),
		Placement:           c.functionPlacement(in),
		Lifecycle:           model.Unseen(),
		PackageType:         in.Text("package_type", "Zip"),
		Runtime:             in.Text("runtime", ""),
		Architectures:       in.Texts("architectures", []string{"x86_64"}),
		MemoryMiB:           in.Integer("memory_size", 128),
		ReservedConcurrency: in.Integer("reserved_concurrent_executions", -1),
		DeadLetter:          c.Ref(in, failureTargets(), "dead_letter_config.0.target_arn", ""),
		Environment:         c.functionEnvironment(in),
		LogGroup:            c.functionLogGroup(in),
		Role:                c.Ref(in, []string{"aws_iam_role"}, "role"),
		PublicURL:           model.Known(false),
		PublicPolicy:        model.Known(false),
		HearsTopics:         model.Known(false),
		EventSources:        model.Whole[string](),
	}
	if in.Data {
		why := model.Why{
			Reason: model.NotManaged,
			Detail: "another state manages " + in.Address + ", with its URLs, policy and event sources",
		}
		f.PublicURL = model.Unknown[bool](why)
		f.PublicPolicy, f.HearsTopics = model.Unknown[bool](why), model.Unknown[bool](why)
		f.EventSources = f.EventSources.Broken(why)
	}
	if !in.Created && !in.Data {
		f.HearsTopics = model.Unknown[bool](
			model.Why{Reason: model.NotManaged, Detail: "another state may write the policy of " + in.Address},
		)
	}
	c.functions.add(in.Address, f)
}

// functionPlacement is where the function's interfaces are, none without a VPC. They get no public addresses.
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html
func (c *collector) functionPlacement(in *read.Instance) model.Placement {
	if !in.MayHave("vpc_config") {
		return model.Nowhere()
	}
	return c.placed(
		in,
		c.Refs(in, subnetTypes(), "vpc_config.0.subnet_ids", nil),
		"vpc_config.0.security_group_ids",
		model.Known(false),
	)
}

// functionLogGroup is the group that the author names, else the one that Lambda writes to.
// https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
func (c *collector) functionLogGroup(in *read.Instance) model.Value[string] {
	if ref := c.Ref(
		in,
		[]string{"aws_cloudwatch_log_group"},
		"logging_config.0.log_group",
		"",
	); ref.Or("?") != "" &&
		in.IsWritten("logging_config.0.log_group") {
		return ref
	}
	name, known := in.Text("function_name").Get()
	if !known {
		return model.Unknown[string](in.Text("function_name").Why())
	}
	groups := c.Named("/aws/lambda/"+name, []string{"aws_cloudwatch_log_group"})
	if len(groups) == 0 {
		return model.Known("/aws/lambda/" + name)
	}
	return c.logGroupIn(in, c.Region(in), "/aws/lambda/"+name, groups)
}

// functionOf is the function that a resource names, by itself or by an alias, with a version or without.
func (c *collector) functionOf(in *read.Instance) model.Value[string] {
	return c.functionAt(in, "function_name")
}

// functionAt is the function that an attribute names, itself or by an alias.
func (c *collector) functionAt(in *read.Instance, path string) model.Value[string] {
	ref := c.Ref(in, functionTypes(), path)
	id, known := ref.Get()
	named := c.ByAddress[id]
	switch {
	case !known:
		return ref
	case named != nil && named.Type == "aws_lambda_alias":
		return c.functionOf(named)
	case named == nil:
		return c.RefKnown(in, functionTypes()[:1], path, form.FunctionName(id))
	}
	return ref
}

func functionURL(c *collector, in *read.Instance) {
	open := model.Is(in.Text("authorization_type"), "NONE")
	attachTo(&c.functions, c.functionOf(in), in, func(f *model.Function, doubt *model.Why) {
		f.PublicURL = model.Some(f.PublicURL, perhaps(open, doubt))
	})
}

// functionPermission is one statement of the function's policy. One for URLs without authorization opens
// nothing by itself.
func functionPermission(c *collector, in *read.Instance) {
	allows := model.Statement{
		Effect:        model.Known("Allow"),
		Actions:       alone(in.Text("action")),
		NotActions:    model.Whole[string](),
		Principals:    alone(in.Text("principal")),
		NotPrincipals: model.Whole[string](),
		Resources:     model.Whole("*"),
		NotResources:  model.Whole[string](),
		Conditions:    permissionConditions(in),
	}
	policy := model.Whole(allows)
	public, hears := form.Public(policy), form.Admits(policy, form.Topics, form.Invoke)
	attachTo(&c.functions, c.functionOf(in), in, func(f *model.Function, doubt *model.Why) {
		f.PublicPolicy = model.Some(f.PublicPolicy, perhaps(public, doubt))
		f.HearsTopics = model.Some(f.HearsTopics, perhaps(hears, doubt))
	})
}

// permissionConditions are those that Lambda makes of the arguments of a permission.
// https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
func permissionConditions(in *read.Instance) model.List[model.Condition] {
	list := model.Whole[model.Condition]()
	for _, c := range [][3]string{
		{"source_arn", "ArnLike", "aws:SourceArn"},
		{"source_account", "StringEquals", "aws:SourceAccount"},
		{"principal_org_id", "StringEquals", "aws:PrincipalOrgID"},
		{"function_url_auth_type", "StringEquals", "lambda:FunctionUrlAuthType"},
	} {
		if !in.IsWritten(c[0]) {
			continue
		}
		list = list.With(model.Condition{
			Operator: model.Known(c[1]),
			Key:      model.Known(c[2]),
			Values:   model.Whole(in.Text(c[0]).Or(model.KnownLater)), // whatever it is, it names something
		})
	}
	return list
}

// alone is a list of one text.
func alone(text model.Value[string]) model.List[string] {
	if one, known := text.Get(); known {
		return model.Whole(one)
	}
	return model.Part[string](text.Why())
}

func eventSourceMapping(c *collector, in *read.Instance) {
	enabled := in.Boolean("enabled", true)
	if !enabled.Or(true) {
		return
	}
	source := c.Ref(
		in,
		[]string{
			"aws_sqs_queue",
			"aws_dynamodb_table",
			"aws_kinesis_stream",
			"aws_msk_cluster",
			"aws_mq_broker",
			"aws_docdb_cluster",
		},
		"event_source_arn",
		"",
	)
	if text, known := source.Get(); known && text == "" {
		return // a Kafka of one's own
	} else if table, _, isStream := strings.Cut(text, "/stream/"); isStream {
		source = c.RefKnown(in, []string{"aws_dynamodb_table"}, "event_source_arn", table)
	}
	if !enabled.IsKnown() {
		source = model.Unknown[string](enabled.Why())
	}
	attachTo(&c.functions, c.functionOf(in), in, func(f *model.Function, doubt *model.Why) {
		f.EventSources = addRef(f.EventSources, perhaps(source, doubt))
	})
}

// eventInvokeConfig names where events go that the function failed on, in another way than dead_letter_config.
func eventInvokeConfig(c *collector, in *read.Instance) {
	target := c.Ref(in, failureTargets(), "destination_config.0.on_failure.0.destination", "")
	if qualifier := in.Text("qualifier", "$LATEST"); qualifier.Or("") != "$LATEST" {
		target = model.Unknown[string](
			model.Why{Reason: model.Unsupported, Detail: in.Address + " says it for one version or alias"},
		)
	}
	attachTo(&c.functions, c.functionOf(in), in, func(f *model.Function, doubt *model.Why) {
		if f.DeadLetter.Or("?") == "" && target.Or("?") != "" {
			f.DeadLetter = perhaps(target, doubt)
		}
	})
}
