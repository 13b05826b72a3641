package account

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"
)

// functionAPI is what is read of Lambda: never the code.
type functionAPI interface {
	lambda.ListFunctionsAPIClient
	lambda.ListEventSourceMappingsAPIClient
	lambda.ListAliasesAPIClient
	lambda.ListFunctionUrlConfigsAPIClient
	lambda.ListFunctionEventInvokeConfigsAPIClient
	GetFunctionConcurrency(
		context.Context,
		*lambda.GetFunctionConcurrencyInput,
		...func(*lambda.Options),
	) (*lambda.GetFunctionConcurrencyOutput, error)
	GetFunctionConfiguration(
		context.Context,
		*lambda.GetFunctionConfigurationInput,
		...func(*lambda.Options),
	) (*lambda.GetFunctionConfigurationOutput, error)
	GetPolicy(context.Context, *lambda.GetPolicyInput, ...func(*lambda.Options)) (*lambda.GetPolicyOutput, error)
	ListTags(context.Context, *lambda.ListTagsInput, ...func(*lambda.Options)) (*lambda.ListTagsOutput, error)
}

func readFunctions(ctx context.Context, r *region) {
	readFunctionsOf(ctx, r, lambda.NewFromConfig(r.cfg()))
}

func readFunctionsOf(ctx context.Context, r *region, api functionAPI) {
	var all []model.Function
	var sources map[string]model.List[string]
	var missing error
	together(ctx, r, func(ctx context.Context, r *region) {
		_ = pages(
			ctx,
			lambda.NewListFunctionsPaginator(api, &lambda.ListFunctionsInput{}),
			func(out *lambda.ListFunctionsOutput) {
				for _, f := range out.Functions {
					all = append(all, r.function(f))
				}
			},
		)
	}, func(ctx context.Context, _ *region) { sources, missing = eventSources(ctx, api) })
	follow(ctx, all, func(ctx context.Context, f model.Function) {
		if f.EventSources = model.Whole[string]().Joined(listed(sources, f.ID)); missing != nil {
			f.EventSources = f.EventSources.Broken(whyNot("Lambda", "ListEventSourceMappings", missing))
		}
		functionState(ctx, api, &f)
		functionSettings(ctx, api, &f)
		functionAccess(ctx, api, &f)
		r.add(func(a *model.Architecture) { a.Functions = append(a.Functions, f) })
	})
}

// listed are those of one owner among lists by owner: none where nobody listed any.
func listed(all map[string]model.List[string], owner string) model.List[string] {
	if list, ok := all[owner]; ok {
		return list
	}
	return model.Whole[string]()
}

// eventSources are those of each function, but for mappings that are switched off.
func eventSources(ctx context.Context, api functionAPI) (map[string]model.List[string], error) {
	all := map[string]model.List[string]{}
	err := pages(
		ctx,
		lambda.NewListEventSourceMappingsPaginator(api, &lambda.ListEventSourceMappingsInput{}),
		func(out *lambda.ListEventSourceMappingsOutput) {
			for _, m := range out.EventSourceMappings {
				source, _, _ := strings.Cut(aws.ToString(m.EventSourceArn), "/stream/")
				if function := form.FunctionName(aws.ToString(m.FunctionArn)); source != "" &&
					!strings.HasPrefix(aws.ToString(m.State), "Disabl") {
					all[function] = model.Union(listed(all, function), model.Whole(source))
				}
			}
		},
	)
	return all, err
}

func (r *region) function(f types.FunctionConfiguration) model.Function {
	n := model.Function{
		Resource: r.resource(
			"aws_lambda_function",
			form.FunctionName(aws.ToString(f.FunctionArn)),
			f.FunctionName,
			model.Value[map[string]string]{},
		),
		Placement:     model.Nowhere(),
		Runtime:       model.Known(string(f.Runtime)),
		PackageType:   text(f.PackageType),
		Architectures: model.Whole[string](),
		MemoryMiB:     number(f.MemorySize),
		DeadLetter:    model.Known(""),
		Environment:   model.Whole[model.EnvironmentName](),
		Role:          value(f.Role),
		LogGroup:      model.Known(r.logGroupARN("/aws/lambda/"+aws.ToString(f.FunctionName), "")),
	}
	if v := f.VpcConfig; v != nil && len(v.SubnetIds) > 0 {
		n.Subnets = model.Whole(r.ec2All("subnet", v.SubnetIds)...)
		n.SecurityGroups = model.Whole(r.ec2All("security-group", v.SecurityGroupIds)...)
	}
	for _, a := range f.Architectures {
		n.Architectures = n.Architectures.With(string(a))
	}
	if f.DeadLetterConfig != nil {
		n.DeadLetter = model.Known(aws.ToString(f.DeadLetterConfig.TargetArn))
	}
	if f.LoggingConfig != nil && aws.ToString(f.LoggingConfig.LogGroup) != "" {
		n.LogGroup = model.Known(r.logGroupARN(*f.LoggingConfig.LogGroup, ""))
	}
	n.Environment = r.functionEnvironment(f.Environment)
	return n
}

// functionState asks for the state of a function, which the list of functions leaves out.
// https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html
func functionState(ctx context.Context, api functionAPI, f *model.Function) {
	out, err := api.GetFunctionConfiguration(ctx, &lambda.GetFunctionConfigurationInput{FunctionName: aws.String(f.ID)})
	if err != nil {
		f.Lifecycle = form.FunctionStates().Lifecycle(
			model.Unknown[string](whyNot("Lambda", "GetFunctionConfiguration", err)),
		)
		return
	}
	f.Lifecycle = form.FunctionStates().Lifecycle(text(out.State))
}

// functionEnvironment keeps the names, and which rule sees a credential in a value. Lambda leaves the values
// out where the caller may not decrypt them.
func (r *region) functionEnvironment(e *types.EnvironmentResponse) model.List[model.EnvironmentName] {
	list := model.Whole[model.EnvironmentName]()
	if e == nil {
		return list
	}
	if e.Error != nil {
		return list.Broken(
			model.Why{
				Reason: model.AccessDenied,
				Detail: "Lambda shows the environment only to who may use its key: " + aws.ToString(e.Error.ErrorCode),
			},
		)
	}
	for _, name := range slices.Sorted(maps.Keys(e.Variables)) {
		list = list.With(
			model.EnvironmentName{
				Name:       model.Known(name),
				Credential: model.Known(r.session.credentials.Variable(name, e.Variables[name])),
			},
		)
	}
	return list
}

// functionSettings reads what the list of functions leaves out.
func functionSettings(ctx context.Context, api functionAPI, f *model.Function) {
	name := aws.String(f.ID)
	if out, err := api.GetFunctionConcurrency(
		ctx,
		&lambda.GetFunctionConcurrencyInput{FunctionName: name},
	); err != nil {
		f.ReservedConcurrency = model.Unknown[int](whyNot("Lambda", "GetFunctionConcurrency", err))
	} else if f.ReservedConcurrency = model.Known(-1); out.ReservedConcurrentExecutions != nil {
		f.ReservedConcurrency = number(out.ReservedConcurrentExecutions)
	}
	if out, err := api.ListTags(ctx, &lambda.ListTagsInput{Resource: name}); err != nil {
		f.Tags = model.Unknown[map[string]string](whyNot("Lambda", "ListTags", err))
	} else {
		f.Tags = model.Known(out.Tags)
	}
	if f.DeadLetter.Or("") != "" {
		return
	}
	err := pages(
		ctx,
		lambda.NewListFunctionEventInvokeConfigsPaginator(
			api,
			&lambda.ListFunctionEventInvokeConfigsInput{FunctionName: name},
		),
		func(out *lambda.ListFunctionEventInvokeConfigsOutput) {
			for _, c := range out.FunctionEventInvokeConfigs {
				switch d := c.DestinationConfig; {
				case d == nil || d.OnFailure == nil || aws.ToString(d.OnFailure.Destination) == "":
				case strings.HasSuffix(aws.ToString(c.FunctionArn), ":$LATEST"):
					f.DeadLetter = value(d.OnFailure.Destination)
				case f.DeadLetter.Or("") == "":
					f.DeadLetter = model.Unknown[string](
						model.Why{Reason: model.Unsupported, Detail: "it is said for one version or alias"},
					)
				}
			}
		},
	)
	if err != nil && classify(err) != statusAbsent {
		f.DeadLetter = model.Unknown[string](whyNot("Lambda", "ListFunctionEventInvokeConfigs", err))
	}
}

// functionAccess reads who may invoke a function.
func functionAccess(ctx context.Context, api functionAPI, f *model.Function) {
	f.PublicURL = model.Known(false)
	err := pages(
		ctx,
		lambda.NewListFunctionUrlConfigsPaginator(
			api,
			&lambda.ListFunctionUrlConfigsInput{FunctionName: aws.String(f.ID)},
		),
		func(out *lambda.ListFunctionUrlConfigsOutput) {
			for _, c := range out.FunctionUrlConfigs {
				f.PublicURL = model.Some(f.PublicURL, model.Known(c.AuthType == types.FunctionUrlAuthTypeNone))
			}
		},
	)
	if err != nil {
		f.PublicURL = model.Unknown[bool](whyNot("Lambda", "ListFunctionUrlConfigs", err))
	}
	f.PublicPolicy, f.HearsTopics = invokers(ctx, api, f.ID, nil)
	aliases, err := aliasesOf(ctx, api, f.ID)
	for _, alias := range aliases {
		public, _ := invokers(ctx, api, f.ID, alias)
		f.PublicPolicy = model.Some(f.PublicPolicy, public)
	}
	if err != nil {
		f.PublicPolicy = model.Some(f.PublicPolicy, model.Unknown[bool](whyNot("Lambda", "ListAliases", err)))
	}
}

// invokers reads the policy of a function, or of one of its aliases, which has its own: whether anybody may invoke it,
// and whether SNS may.
// https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
func invokers(
	ctx context.Context,
	api functionAPI,
	function string,
	alias *string,
) (public, hearsTopics model.Value[bool]) {
	out, err := api.GetPolicy(ctx, &lambda.GetPolicyInput{FunctionName: aws.String(function), Qualifier: alias})
	switch {
	case classify(err) == statusAbsent:
		return model.Known(false), model.Known(false)
	case err != nil:
		unread := model.Unknown[bool](whyNot("Lambda", "GetPolicy", err))
		return unread, unread
	}
	policy := policyOf(out.Policy, function)
	return form.Public(policy), form.Admits(policy, form.Topics, form.Invoke)
}

func aliasesOf(ctx context.Context, api functionAPI, function string) (names []*string, err error) {
	err = pages(
		ctx,
		lambda.NewListAliasesPaginator(api, &lambda.ListAliasesInput{FunctionName: aws.String(function)}),
		func(out *lambda.ListAliasesOutput) {
			for _, a := range out.Aliases {
				names = append(names, a.Name)
			}
		},
	)
	return names, err
}
