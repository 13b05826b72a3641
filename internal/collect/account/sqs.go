package account

import (
	"context"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

// queueAPI is what is read of SQS: never a message.
type queueAPI interface {
	sqs.ListQueuesAPIClient
	GetQueueAttributes(
		context.Context,
		*sqs.GetQueueAttributesInput,
		...func(*sqs.Options),
	) (*sqs.GetQueueAttributesOutput, error)
	ListQueueTags(context.Context, *sqs.ListQueueTagsInput, ...func(*sqs.Options)) (*sqs.ListQueueTagsOutput, error)
}

func readQueues(ctx context.Context, r *region) { readQueuesOf(ctx, r, sqs.NewFromConfig(r.cfg())) }

func readQueuesOf(ctx context.Context, r *region, api queueAPI) {
	var urls []string
	_ = pages(
		ctx,
		sqs.NewListQueuesPaginator(api, &sqs.ListQueuesInput{MaxResults: aws.Int32(1000)}),
		func(out *sqs.ListQueuesOutput) {
			urls = append(urls, out.QueueUrls...)
		},
	)
	follow(ctx, urls, func(ctx context.Context, url string) {
		q := model.Queue{
			Resource: r.resource("aws_sqs_queue", r.arn("sqs", lastPart(url)), nil, model.Value[map[string]string]{}),
		}
		out, err := api.GetQueueAttributes(
			ctx,
			&sqs.GetQueueAttributesInput{
				QueueUrl:       aws.String(url),
				AttributeNames: []types.QueueAttributeName{types.QueueAttributeNameAll},
			},
		)
		if err != nil {
			why := whyNot("SQS", "GetQueueAttributes", err)
			if why.Reason == model.Vanished {
				return
			}
			q = *model.StandIn[model.Queue](q.Resource, why)
		} else {
			queueAttributes(&q, out.Attributes)
		}
		if tags, err := api.ListQueueTags(ctx, &sqs.ListQueueTagsInput{QueueUrl: aws.String(url)}); err != nil {
			q.Tags = model.Unknown[map[string]string](whyNot("SQS", "ListQueueTags", err))
		} else {
			q.Tags = model.Known(tags.Tags)
		}
		r.add(func(a *model.Architecture) { a.Queues = append(a.Queues, q) })
	})
}

// queueAttributes reads attributes of which SQS leaves out those that have not been set.
func queueAttributes(q *model.Queue, all map[string]string) {
	key := all["KmsMasterKeyId"]
	q.FIFO, q.KMSKey = model.Known(all["FifoQueue"] == "true"), model.Known(form.OwnKey(key))
	q.Encrypted = model.Known(key != "" || all["SqsManagedSseEnabled"] == "true")
	q.DeadLetterQueue = model.Known(form.DeadLetterTarget(all["RedrivePolicy"]))
	if retention, ok := all["MessageRetentionPeriod"]; ok {
		q.RetentionSeconds = integer(&retention)
	}
	if permission, sources, known := form.Redrive(all["RedriveAllowPolicy"]); known {
		q.Redrive, q.RedriveSources = model.Known(permission), model.Whole(sources...)
	} else {
		q.Redrive = model.Unknown[string](model.Why{Reason: model.Unsupported, Detail: "its redrive allow policy"})
	}
	policy := policyOf(aws.String(all["Policy"]), q.ID)
	q.Public, q.HearsTopics = form.Public(policy), form.Admits(policy, form.Topics, form.Send)
}
