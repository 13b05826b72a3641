# Queues: with all settings and resources of their own, left alone, public in several ways.
resource "aws_kms_key" "queues" { enable_key_rotation = true }

resource "aws_sqs_queue" "failed" { name = "failed" }

resource "aws_sqs_queue_redrive_allow_policy" "failed" {
  queue_url            = aws_sqs_queue.failed.id
  redrive_allow_policy = jsonencode({ redrivePermission = "byQueue", sourceQueueArns = [aws_sqs_queue.jobs.arn] })
}

resource "aws_sqs_queue" "jobs" {
  name                      = "jobs"
  kms_master_key_id         = aws_kms_key.queues.arn
  message_retention_seconds = 1209600
  redrive_policy            = jsonencode({ deadLetterTargetArn = aws_sqs_queue.failed.arn, maxReceiveCount = 3 })
}

resource "aws_sqs_queue_policy" "jobs" {
  queue_url = aws_sqs_queue.jobs.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = aws_sqs_queue.jobs.arn,
  Condition = { ArnEquals = { "aws:SourceArn" = "arn:aws:sns:us-east-1:123456789012:jobs" } } }] })
}

resource "aws_sqs_queue" "late" {
  name                 = "late.fifo"
  fifo_queue           = true
  redrive_allow_policy = jsonencode({ redrivePermission = "denyAll" })
}

resource "aws_sqs_queue" "ordered" {
  name                    = "ordered.fifo"
  fifo_queue              = true
  sqs_managed_sse_enabled = false
}

resource "aws_sqs_queue_redrive_policy" "ordered" {
  queue_url      = aws_sqs_queue.ordered.id
  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.late.arn, maxReceiveCount = 3 })
}

resource "aws_sqs_queue" "open" {
  name              = "open"
  kms_master_key_id = "alias/aws/sqs"
}

data "aws_iam_policy_document" "open" {
  statement {
    actions   = ["sqs:*"]
    resources = [aws_sqs_queue.open.arn]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
  }
}

resource "aws_sqs_queue_policy" "open" {
  queue_url = aws_sqs_queue.open.url
  policy    = data.aws_iam_policy_document.open.json
}
