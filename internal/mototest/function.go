package mototest

import (
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"
)

// functions creates those that come as a ZIP: the emulator wants the image of another one to be there.
func (b *Builder) functions() {
	api := lambda.NewFromConfig(b.cfg)
	for _, f := range b.model.Functions {
		if f.PackageType.Or("") == "Image" {
			continue
		}
		in := &lambda.CreateFunctionInput{
			FunctionName: str(f.Name),
			Role:         b.id(f.Role),
			Runtime:      types.Runtime(f.Runtime.Or("")),
			Handler:      aws.String("main"),
			Code: &types.FunctionCode{
				ZipFile: []byte("no code"),
			},
			MemorySize: int32of(f.MemoryMiB),
			VpcConfig:  &types.VpcConfig{SubnetIds: b.ids(f.Subnets), SecurityGroupIds: b.ids(f.SecurityGroups)},
			Environment: &types.Environment{
				Variables: map[string]string{},
			},
			LoggingConfig: &types.LoggingConfig{LogGroup: b.id(f.LogGroup)},
		}
		for _, a := range f.Architectures.Items() {
			in.Architectures = append(in.Architectures, types.Architecture(a))
		}
		for _, e := range f.Environment.Items() {
			in.Environment.Variables[e.Name.Or("")] = "plain-value"
		}
		if target := b.id(f.DeadLetter); target != nil {
			in.DeadLetterConfig = &types.DeadLetterConfig{TargetArn: target}
		}
		b.IDs[f.ID] = *must(api.CreateFunction(b.ctx, in)).FunctionArn
		if f.ReservedConcurrency.Or(-1) >= 0 {
			done(
				api.PutFunctionConcurrency(
					b.ctx,
					&lambda.PutFunctionConcurrencyInput{
						FunctionName:                 str(f.Name),
						ReservedConcurrentExecutions: int32of(f.ReservedConcurrency),
					},
				),
			)
		}
		for _, source := range f.EventSources.Items() {
			done(
				api.CreateEventSourceMapping(
					b.ctx,
					&lambda.CreateEventSourceMappingInput{
						FunctionName:   str(f.Name),
						EventSourceArn: b.id(model.Known(source)),
					},
				),
			)
		}
		for id, principal := range invokers(&f) {
			done(
				api.AddPermission(
					b.ctx,
					&lambda.AddPermissionInput{
						FunctionName: str(f.Name),
						Action:       aws.String("lambda:InvokeFunction"),
						Principal:    aws.String(principal),
						StatementId:  aws.String(id),
					},
				),
			)
		}
	}
}

// invokers are whom the policy of a function lets invoke it, by the id of the statement.
func invokers(f *model.Function) map[string]string {
	all := map[string]string{}
	if f.PublicPolicy.Or(false) {
		all["anybody"] = "*"
	}
	if f.HearsTopics.Or(false) {
		all["topics"] = "sns.amazonaws.com"
	}
	return all
}
