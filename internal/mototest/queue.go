package mototest

import (
	"encoding/json"
	"strconv"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

// queues creates all, then says which of them get what others could not work on.
func (b *Builder) queues() {
	api := sqs.NewFromConfig(b.cfg)
	urls := map[string]*string{}
	for _, q := range b.model.Queues {
		attributes := map[string]string{
			"MessageRetentionPeriod": strconv.Itoa(q.RetentionSeconds.Or(0)),
			"SqsManagedSseEnabled":   "false",
		}
		if key := b.id(q.KMSKey); key != nil {
			attributes["KmsMasterKeyId"] = *key
		} else if q.Encrypted.Or(false) {
			attributes["SqsManagedSseEnabled"] = "true"
		}
		if q.FIFO.Or(false) {
			attributes["FifoQueue"] = "true"
		}
		urls[q.ID] = must(
			api.CreateQueue(b.ctx, &sqs.CreateQueueInput{QueueName: str(q.Name), Attributes: attributes}),
		).QueueUrl
		b.IDs[q.ID] = "arn:aws:sqs:" + b.cfg.Region + ":" + b.account + ":" + q.Name.Or("")
	}
	for _, q := range b.model.Queues {
		attributes := map[string]string{}
		if target := b.id(q.DeadLetterQueue); target != nil {
			attributes["RedrivePolicy"] = string(
				must(json.Marshal(map[string]any{"deadLetterTargetArn": *target, "maxReceiveCount": 3})),
			)
		}
		if sender := senders(&q); sender != nil {
			attributes["Policy"] = document(
				map[string]any{
					"Effect":    "Allow",
					"Principal": sender,
					"Action":    "sqs:SendMessage",
					"Resource":  b.IDs[q.ID],
				},
			)
		}
		if len(attributes) > 0 {
			done(
				api.SetQueueAttributes(
					b.ctx,
					&sqs.SetQueueAttributesInput{QueueUrl: aws.String(*urls[q.ID]), Attributes: attributes},
				),
			)
		}
	}
}

// senders are whom the policy of a queue lets send to it, nil where it has none.
func senders(q *model.Queue) any {
	switch {
	case q.Public.Or(false):
		return "*"
	case q.HearsTopics.Or(false):
		return map[string]string{"Service": "sns.amazonaws.com"}
	}
	return nil
}
