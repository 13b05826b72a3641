package account

import (
	"context"
	"errors"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"
	"github.com/aws/smithy-go"
)

const worker = "arn:aws:lambda:eu-west-1:123456789012:function:worker"

// functionAnswers answers as Lambda does, where the emulator leaves something out.
type functionAnswers struct {
	function types.FunctionConfiguration
	mappings []types.EventSourceMappingConfiguration
	urls     []types.FunctionUrlConfig
	invokes  []types.FunctionEventInvokeConfig
	policy   string
	// aliasPolicy is the policy of its alias "live"; without one there is no alias.
	aliasPolicy string
	unlisted    error
	state       types.State
	err         error
}

func (f functionAnswers) ListFunctions(
	context.Context,
	*lambda.ListFunctionsInput,
	...func(*lambda.Options),
) (*lambda.ListFunctionsOutput, error) {
	f.function.FunctionArn, f.function.FunctionName = aws.String(worker), aws.String("worker")
	return &lambda.ListFunctionsOutput{Functions: []types.FunctionConfiguration{f.function}}, nil
}

func (f functionAnswers) ListEventSourceMappings(
	context.Context,
	*lambda.ListEventSourceMappingsInput,
	...func(*lambda.Options),
) (*lambda.ListEventSourceMappingsOutput, error) {
	return &lambda.ListEventSourceMappingsOutput{EventSourceMappings: f.mappings}, f.err
}

func (f functionAnswers) ListFunctionUrlConfigs(
	context.Context,
	*lambda.ListFunctionUrlConfigsInput,
	...func(*lambda.Options),
) (*lambda.ListFunctionUrlConfigsOutput, error) {
	return &lambda.ListFunctionUrlConfigsOutput{FunctionUrlConfigs: f.urls}, f.err
}

func (f functionAnswers) ListFunctionEventInvokeConfigs(
	context.Context,
	*lambda.ListFunctionEventInvokeConfigsInput,
	...func(*lambda.Options),
) (*lambda.ListFunctionEventInvokeConfigsOutput, error) {
	return &lambda.ListFunctionEventInvokeConfigsOutput{FunctionEventInvokeConfigs: f.invokes}, f.err
}

func (f functionAnswers) GetFunctionConcurrency(
	context.Context,
	*lambda.GetFunctionConcurrencyInput,
	...func(*lambda.Options),
) (*lambda.GetFunctionConcurrencyOutput, error) {
	return &lambda.GetFunctionConcurrencyOutput{}, f.err
}

func (f functionAnswers) GetFunctionConfiguration(
	context.Context,
	*lambda.GetFunctionConfigurationInput,
	...func(*lambda.Options),
) (*lambda.GetFunctionConfigurationOutput, error) {
	return &lambda.GetFunctionConfigurationOutput{State: f.state}, f.err
}

func (f functionAnswers) ListTags(
	context.Context,
	*lambda.ListTagsInput,
	...func(*lambda.Options),
) (*lambda.ListTagsOutput, error) {
	return &lambda.ListTagsOutput{}, f.err
}

func (f functionAnswers) ListAliases(
	context.Context,
	*lambda.ListAliasesInput,
	...func(*lambda.Options),
) (*lambda.ListAliasesOutput, error) {
	out := &lambda.ListAliasesOutput{}
	if f.aliasPolicy != "" {
		out.Aliases = []types.AliasConfiguration{{Name: aws.String("live")}}
	}
	return out, f.unlisted
}

func (f functionAnswers) GetPolicy(
	_ context.Context,
	in *lambda.GetPolicyInput,
	_ ...func(*lambda.Options),
) (*lambda.GetPolicyOutput, error) {
	if in.Qualifier != nil {
		f.policy = f.aliasPolicy
	}
	if f.err == nil && f.policy == "" {
		return nil, &smithy.GenericAPIError{Code: "ResourceNotFoundException"}
	}
	return &lambda.GetPolicyOutput{Policy: aws.String(f.policy)}, f.err
}

// readFunction is the function that the answers tell of.
func readFunction(answers functionAnswers) model.Function {
	r := testRegion()
	readFunctionsOf(context.Background(), r, answers)
	return r.a.Functions[0]
}

func invoke(qualifier string) types.FunctionEventInvokeConfig {
	return types.FunctionEventInvokeConfig{
		FunctionArn: aws.String(worker + ":" + qualifier),
		DestinationConfig: &types.DestinationConfig{
			OnFailure: &types.OnFailure{Destination: aws.String("arn:aws:sqs:eu-west-1:123456789012:failed")},
		},
	}
}

// TestFunctionAnswers: a URL of an alias counts, a mapping that is off does not, and what fails is unknown.
func TestFunctionAnswers(t *testing.T) {
	mapping := func(state string) types.EventSourceMappingConfiguration {
		return types.EventSourceMappingConfiguration{
			FunctionArn:    aws.String(worker + ":live"),
			State:          aws.String(state),
			EventSourceArn: aws.String("arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2030-01-01"),
		}
	}
	f := readFunction(
		functionAnswers{
			mappings: []types.EventSourceMappingConfiguration{mapping("Enabled")},
			invokes:  []types.FunctionEventInvokeConfig{invoke("$LATEST")},
			urls: []types.FunctionUrlConfig{
				{AuthType: types.FunctionUrlAuthTypeAwsIam},
				{AuthType: types.FunctionUrlAuthTypeNone},
			},
			policy: `{"Statement":[{"Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunction"}]}`,
		},
	)
	if sources := f.EventSources.Items(); len(sources) != 1 ||
		sources[0] != "arn:aws:dynamodb:eu-west-1:123456789012:table/orders" ||
		!f.EventSources.IsWhole() {
		t.Errorf("event sources %v", f.EventSources)
	}
	if !f.PublicURL.Or(false) || !f.PublicPolicy.Or(false) || f.ReservedConcurrency.Or(0) != -1 ||
		lastPart(f.DeadLetter.Or("")) != "failed" {
		t.Errorf("%+v", f)
	}
	off := readFunction(
		functionAnswers{
			mappings: []types.EventSourceMappingConfiguration{mapping("Disabled")},
			invokes:  []types.FunctionEventInvokeConfig{invoke("live")},
		},
	)
	if len(off.EventSources.Items()) > 0 || off.PublicURL.Or(true) || off.PublicPolicy.Or(true) ||
		off.DeadLetter.IsKnown() ||
		len(off.Subnets.Items()) > 0 ||
		!off.Subnets.IsWhole() {
		t.Errorf("%+v", off)
	}
	failed := readFunction(functionAnswers{err: errors.New("no")})
	if failed.EventSources.IsWhole() || failed.PublicURL.IsKnown() || failed.PublicPolicy.IsKnown() ||
		failed.DeadLetter.IsKnown() ||
		failed.ReservedConcurrency.IsKnown() {
		t.Errorf("%+v", failed)
	}
}

// TestAliasPolicies: an alias that anybody may invoke opens its function, and one that is not listed may.
func TestAliasPolicies(t *testing.T) {
	const anybody = `{"Statement":[{"Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunction"}]}`
	const topics = `{"Statement":[{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"lambda:InvokeFunction"}]}`
	for name, c := range map[string]struct {
		answers       functionAnswers
		public, known bool
	}{
		"none":              {functionAnswers{}, false, true},
		"open":              {functionAnswers{aliasPolicy: anybody}, true, true},
		"for topics":        {functionAnswers{aliasPolicy: topics}, false, true},
		"not listed":        {functionAnswers{unlisted: errors.New("no")}, false, false},
		"open, not listed":  {functionAnswers{policy: anybody, unlisted: errors.New("no")}, true, true},
		"beside a good one": {functionAnswers{policy: topics, aliasPolicy: anybody}, true, true},
	} {
		f := readFunction(c.answers)
		if f.PublicPolicy.Or(false) != c.public || f.PublicPolicy.IsKnown() != c.known {
			t.Errorf("%s: %v", name, f.PublicPolicy)
		}
		if name == "for topics" && f.HearsTopics.Or(true) {
			t.Errorf("%s: a topic that calls the function itself is not let in", name)
		}
	}
}

// TestFunctionVariables: values stay out, and variables that Lambda does not show may be anything.
func TestFunctionVariables(t *testing.T) {
	shown := readFunction(
		functionAnswers{
			function: types.FunctionConfiguration{
				Environment: &types.EnvironmentResponse{
					Variables: map[string]string{"DB_PASSWORD": "hunter2-is-no-password", "STAGE": "prod"},
				},
			},
		},
	)
	if e := shown.Environment.Items(); len(e) != 2 || e[0].Credential.Or("") == "" || e[1].Credential.Or("?") != "" {
		t.Errorf("%+v", shown.Environment)
	}
	hidden := readFunction(
		functionAnswers{
			function: types.FunctionConfiguration{
				Environment: &types.EnvironmentResponse{
					Error: &types.EnvironmentError{ErrorCode: aws.String("AccessDenied")},
				},
			},
		},
	)
	if hidden.Environment.IsWhole() {
		t.Errorf("%+v", hidden.Environment)
	}
}
