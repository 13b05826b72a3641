package noun

import (
	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/collect/plan/resolve"
	"github.com/archcheck/archcheck/internal/model"
)

func queueTypes() []string { return []string{"aws_sqs_queue"} }

func queue(c *collector, in *read.Instance) {
	key := c.Ref(in, []string{"aws_kms_key", "aws_kms_alias"}, "kms_master_key_id", "")
	policy := c.ownPolicy(in, "policy")
	q := model.Queue{
		Resource: c.base(in, "name"),
		FIFO:     in.Boolean("fifo_queue", false),
		KMSKey:   c.keyRef(in, "kms_master_key_id"),
		// SQS encrypts new queues with a key of its own where the author says nothing.
		// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-sqs-sse-queue.html
		Encrypted: model.Some(
			model.Map(key, func(id string) bool { return id != "" }),
			in.Boolean("sqs_managed_sse_enabled", true),
		),
		DeadLetterQueue:  c.deadLetterQueue(in),
		RetentionSeconds: in.Integer("message_retention_seconds", 345600),
		Public:           form.Public(policy),
		HearsTopics:      form.Admits(policy, form.Topics, form.Send),
	}
	q.Redrive, q.RedriveSources = c.redrive(in, "redrive_allow_policy")
	c.queues.add(in.Address, q)
}

// ownPolicy are the statements of a resource's policy: none for a new one whose author writes none, and what
// another state may have written for one that is only read.
func (c *collector) ownPolicy(in *read.Instance, attribute string) model.List[model.Statement] {
	switch {
	case in.Data:
		return model.Part[model.Statement](
			model.Why{Reason: model.NotManaged, Detail: "another state manages " + in.Address},
		)
	case in.Created && !in.IsWritten(attribute):
		return model.Whole[model.Statement]()
	}
	return c.statementsOf(in, attribute, in.Address)
}

// queuePolicy takes the place of what the queue itself has for a policy.
func queuePolicy(c *collector, in *read.Instance) {
	policy := c.statementsOf(in, "policy", in.Address)
	public, hears := form.Public(policy), form.Admits(policy, form.Topics, form.Send)
	attachTo(&c.queues, c.Ref(in, queueTypes(), "queue_url"), in, func(q *model.Queue, doubt *model.Why) {
		q.Public, q.HearsTopics = instead(q.Public, public, doubt), instead(q.HearsTopics, hears, doubt)
	})
}

func queueRedrivePolicy(c *collector, in *read.Instance) {
	target := c.deadLetterQueue(in)
	attachTo(&c.queues, c.Ref(in, queueTypes(), "queue_url"), in, func(q *model.Queue, doubt *model.Why) {
		if doubt == nil || q.DeadLetterQueue.Or("?") == "" {
			q.DeadLetterQueue = perhaps(target, doubt)
		}
	})
}

// queueRedriveAllowPolicy takes the place of what the queue itself has.
func queueRedriveAllowPolicy(c *collector, in *read.Instance) {
	permission, sources := c.redrive(in, "redrive_allow_policy")
	attachTo(&c.queues, c.Ref(in, queueTypes(), "queue_url"), in, func(q *model.Queue, doubt *model.Why) {
		if doubt != nil {
			permission, sources = model.Unknown[string](*doubt), model.Part[string](*doubt)
		}
		q.Redrive, q.RedriveSources = permission, sources
	})
}

// redrive reads whose dead letters a queue takes; left out, those of all.
func (c *collector) redrive(
	in *read.Instance,
	path string,
) (permission model.Value[string], sources model.List[string]) {
	text, known := in.Text(path, "").Get()
	if !known && in.Created && !in.IsWritten(path) {
		text, known = "", true
	} else if !known {
		text, known = c.WrittenText(in, path)
	}
	said, queues, isPolicy := form.Redrive(text)
	if !known || !isPolicy {
		return c.redriveReferred(in, path)
	}
	sources = model.Whole[string]()
	for _, queue := range queues {
		sources = addRef(sources, c.queueNamed(in, path, queue))
	}
	return resolve.Told(said), sources
}

// redriveReferred reads a redrive allow policy of which only the references are known: SQS takes queues in one that is
// for some queues, and in no other.
func (c *collector) redriveReferred(in *read.Instance, path string) (model.Value[string], model.List[string]) {
	sources := c.Refs(in, queueTypes(), path)
	if len(sources.Items()) > 0 {
		return model.Known("byQueue"), sources
	}
	return model.Unknown[string](sources.Why()), sources
}

// deadLetterQueue is the queue that a redrive policy names, from its text or from what the author refers to.
func (c *collector) deadLetterQueue(in *read.Instance) model.Value[string] {
	const path = "redrive_policy"
	text, known := in.Text(path).Get()
	switch {
	case known, in.Data:
	case in.Created && !in.IsWritten(path):
		return model.Known("")
	default:
		text, known = c.WrittenText(in, path)
	}
	if !known {
		return c.Ref(in, queueTypes(), path, "")
	}
	return c.queueNamed(in, path, form.DeadLetterTarget(text))
}

// queueNamed is the queue of an ARN in a document.
func (c *collector) queueNamed(in *read.Instance, path, arn string) model.Value[string] {
	if named := c.PlaceholderInstance(arn, resolve.ARNHandle(queueTypes()...)); named != nil {
		return model.Known(named.Address)
	}
	if plain := resolve.Told(arn); !plain.IsKnown() || arn == "" {
		return plain
	}
	return c.RefKnown(in, queueTypes(), path, arn)
}
