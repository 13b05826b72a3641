package account

import (
	"context"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
)

// defaultEphemeralGiB is the storage a Fargate task has when its definition asks for none.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-storage.html
const defaultEphemeralGiB = 20

func (r *region) taskDefinition(ctx context.Context, api ecsAPI, id string) {
	out, err := api.DescribeTaskDefinition(
		ctx,
		&ecs.DescribeTaskDefinitionInput{
			TaskDefinition: aws.String(id),
			Include:        []types.TaskDefinitionField{types.TaskDefinitionFieldTags},
		},
	)
	if err != nil || out.TaskDefinition == nil {
		why := whyNot("ECS", "DescribeTaskDefinition", err)
		r.add(func(a *model.Architecture) {
			a.TaskDefinitions = append(a.TaskDefinitions, model.TaskDefinition{
				Resource:   r.resource("aws_ecs_task_definition", id, nil, model.Value[map[string]string]{}),
				Containers: model.Part[model.Container](why), Refers: model.Part[string](why),
				ExecutionRole: model.Unknown[string](why), TaskRole: model.Unknown[string](why),
			})
		})
		return
	}
	n := r.definition(*out.TaskDefinition, out.Tags)
	r.add(func(a *model.Architecture) { a.TaskDefinitions = append(a.TaskDefinitions, n) })
}

func (r *region) definition(t types.TaskDefinition, tags []types.Tag) model.TaskDefinition {
	n := model.TaskDefinition{
		Resource: r.resource(
			"aws_ecs_task_definition",
			aws.ToString(t.TaskDefinitionArn),
			t.Family,
			ecsTags(tags),
		),
		Family:          value(t.Family),
		CPUUnits:        integer(t.Cpu),
		MemoryMiB:       integer(t.Memory),
		NetworkMode:     text(t.NetworkMode),
		Architecture:    model.Known("X86_64"),
		OperatingSystem: model.Known(string(types.OSFamilyLinux)),
		EphemeralGiB:    model.Known(defaultEphemeralGiB),
		ExecutionRole:   model.Known(aws.ToString(t.ExecutionRoleArn)),
		TaskRole:        model.Known(aws.ToString(t.TaskRoleArn)),
		Containers:      model.Whole[model.Container](),
		Texts:           r.volumeTexts(t.Volumes),
	}
	if t.RuntimePlatform != nil && t.RuntimePlatform.OperatingSystemFamily != "" {
		n.OperatingSystem = text(t.RuntimePlatform.OperatingSystemFamily)
	}
	if t.RuntimePlatform != nil && t.RuntimePlatform.CpuArchitecture != "" {
		n.Architecture = model.Known(string(t.RuntimePlatform.CpuArchitecture))
	}
	if t.EphemeralStorage != nil {
		n.EphemeralGiB = model.Known(int(t.EphemeralStorage.SizeInGiB))
	}
	var refers []string
	for _, c := range t.ContainerDefinitions {
		m := r.container(c)
		n.Containers = n.Containers.With(m)
		refers = append(refers, m.Repository.Or(""), m.LogGroup.Or(""))
		for _, s := range m.Secrets.Items() {
			refers = append(refers, s.Source.Or(""))
		}
	}
	slices.Sort(refers)
	refers = slices.DeleteFunc(slices.Compact(refers), func(id string) bool { return id == "" })
	n.Refers = model.Whole(refers...)
	return n
}

// container keeps of environment variables only their names, and of other texts their places, and which
// rule sees a credential in them.
func (r *region) container(c types.ContainerDefinition) model.Container {
	n := model.Container{
		Name:             value(c.Name),
		Image:            value(c.Image),
		Repository:       model.Known(r.repositoryOf(aws.ToString(c.Image))),
		Environment:      model.Whole[model.EnvironmentName](),
		EnvironmentFiles: model.Whole[string](),
		Secrets:          model.Whole[model.ContainerSecret](),
		Texts:            r.plainTexts(c),
		LogDriver:        model.Known(""),
		LogGroup:         model.Known(""),
		LogOutput:        model.Known(""),
	}
	for _, e := range c.Environment {
		rule := r.session.credentials.Variable(aws.ToString(e.Name), aws.ToString(e.Value))
		n.Environment = n.Environment.With(model.EnvironmentName{Name: value(e.Name), Credential: model.Known(rule)})
	}
	for _, f := range c.EnvironmentFiles {
		n.EnvironmentFiles = n.EnvironmentFiles.With(aws.ToString(f.Value))
	}
	for _, s := range c.Secrets {
		store, source := form.SecretSource(aws.ToString(s.ValueFrom))
		n.Secrets = n.Secrets.With(
			model.ContainerSecret{Name: value(s.Name), Store: model.Known(store), Source: model.Known(source)},
		)
	}
	if l := c.LogConfiguration; l != nil {
		n.LogDriver, n.LogOutput = text(l.LogDriver), model.Known(l.Options["Name"])
		if group := l.Options["awslogs-group"]; group != "" {
			n.LogGroup = model.Known(r.logGroupARN(group, l.Options["awslogs-region"]))
		}
	}
	return n
}

// repositoryOf is the ARN of the ECR repository of an image, which may be of another
// account or region: account.dkr.ecr.region.amazonaws.com/name.
func (r *region) repositoryOf(image string) string {
	url := form.RepositoryURL(image)
	host, name, ok := strings.Cut(url, "/")
	parts := strings.Split(host, ".")
	if !ok || len(parts) < 4 {
		return url
	}
	return strings.Join([]string{"arn", r.session.partition, "ecr", parts[3], parts[0], "repository/" + name}, ":")
}

// logGroupARN is the ARN of a log group by its name, without the ":*" that Logs appends.
func (r *region) logGroupARN(name, region string) string {
	if region == "" {
		region = r.name
	}
	return strings.Join([]string{"arn", r.session.partition, "logs", region, r.session.id, "log-group", name}, ":")
}
